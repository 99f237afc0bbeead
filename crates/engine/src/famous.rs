//! People whom everybody knows: named in papers as examples, in mottos and news, and above all on streets,
//! schools and rooms. General knowledge; in running text such a name is doubted unless an honorific stands by it,
//! so whoever shares it is found by a label, a column or a title.

use crate::normal::{is_cjk, plain};
use std::collections::HashSet;
use std::sync::LazyLock;

const JAPANESE: &str = "織田信長 豊臣秀吉 徳川家康 徳川吉宗 徳川慶喜 徳川光圀 明智光秀 石田三成 真田幸村 真田信繁 伊達政宗 武田信玄 上杉謙信 上杉鷹山 毛利元就 \
前田利家 加藤清正 黒田官兵衛 源頼朝 源義経 平清盛 聖徳太子 紫式部 清少納言 小野小町 一休宗純 空海 最澄 親鸞 日蓮 千利休 松尾芭蕉 小林一茶 与謝蕪村 葛飾北斎 歌川広重 \
喜多川歌麿 写楽 近松門左衛門 井原西鶴 宮本武蔵 大石内蔵助 二宮尊徳 二宮金次郎 伊能忠敬 杉田玄白 平賀源内 本居宣長 西郷隆盛 大久保利通 木戸孝允 坂本龍馬 坂本竜馬 \
高杉晋作 吉田松陰 勝海舟 福沢諭吉 福澤諭吉 渋沢栄一 岩崎弥太郎 伊藤博文 板垣退助 大隈重信 新渡戸稲造 津田梅子 樋口一葉 森鴎外 森鷗外 夏目漱石 芥川龍之介 太宰治 \
川端康成 三島由紀夫 谷崎潤一郎 志賀直哉 島崎藤村 宮沢賢治 宮澤賢治 石川啄木 正岡子規 与謝野晶子 北原白秋 中原中也 山本周五郎 司馬遼太郎 松本清張 吉川英治 井上靖 \
大江健三郎 村上春樹 手塚治虫 藤子不二雄 宮崎駿 黒澤明 小津安二郎 野口英世 北里柴三郎 志賀潔 湯川秀樹 朝永振一郎 山中伸弥 本多光太郎 豊田佐吉 豊田喜一郎 本田宗一郎 \
松下幸之助 稲盛和夫 盛田昭夫 井深大 小林一三 出光佐三 吉田茂 田中角栄 東条英機 山本五十六 乃木希典 東郷平八郎 川島芳子 美空ひばり 石原裕次郎 高倉健 渥美清 三船敏郎 \
坂本九 尾崎豊 王貞治 長嶋茂雄 イチロー 大谷翔平 羽生結弦 浅田真央 藤井聡太 羽生善治 双葉山 千代の富士 力道山 桃太郎 金太郎 浦島太郎 一寸法師 かぐや姫";

const ENGLISH: &str = "abraham lincoln, george washington, thomas jefferson, benjamin franklin, theodore roosevelt, franklin roosevelt, franklin d roosevelt, \
john f kennedy, martin luther, martin luther king, ronald reagan, barack obama, donald trump, joe biden, winston churchill, margaret thatcher, king charles, queen elizabeth, \
queen victoria, princess royal, prince philip, princess diana, florence nightingale, charles darwin, isaac newton, albert einstein, marie curie, michael faraday, james watt, \
thomas edison, nikola tesla, henry ford, andrew carnegie, john rockefeller, john d rockefeller, walt disney, steve jobs, bill gates, elon musk, warren buffett, philip crosby, \
edwards deming, peter drucker, adam smith, karl marx, william shakespeare, charles dickens, jane austen, mark twain, ernest hemingway, george orwell, agatha christie, \
walter scott, robert burns, isambard brunel, george stephenson, christopher columbus, james cook, horatio nelson, napoleon bonaparte, julius caesar, leonardo da vinci, \
vincent van gogh, pablo picasso, wolfgang mozart, johann bach, frank lloyd wright, lloyd wright, neil armstrong, rosa parks, nelson mandela, mahatma gandhi, dalai lama, \
elvis presley, michael jackson, dolly parton, taylor swift, john lennon, freddie mercury, bob marley, muhammad ali, michael jordan, tiger woods, serena williams, lionel messi, \
sherlock holmes, james bond, harry potter, robin hood, mickey mouse, santa claus, mary somerville, robert gordon, don bosco";

const VIETNAMESE: &str = "trần hưng đạo, trần hưng, lý thường kiệt, nguyễn huệ, quang trung, lê lợi, lê thánh tông, lê thái tổ, lê lai, lê hồng phong, lê duẩn, lê văn lương, \
lê đại hành, lê quý đôn, lê thanh nghị, lê văn sỹ, lê văn việt, lê thị riêng, hai bà trưng, bà triệu, trưng trắc, trưng nhị, ngô quyền, đinh tiên hoàng, lý thái tổ, lý tự trọng, lý nam đế, \
trần phú, trần nhân tông, trần quốc toản, trần quang khải, trần nguyên hãn, trần cao vân, trần duy hưng, trần khát chân, trần đại nghĩa, phạm ngũ lão, phạm ngọc thạch, phạm văn đồng, \
phạm hùng, phan bội châu, phan chu trinh, phan châu trinh, phan đình phùng, phan đăng lưu, phan văn trị, nguyễn trãi, nguyễn du, nguyễn bỉnh khiêm, nguyễn khuyến, nguyễn công trứ, \
nguyễn đình chiểu, nguyễn thị minh khai, nguyễn văn cừ, nguyễn văn linh, nguyễn văn trỗi, nguyễn văn tố, nguyễn hữu thọ, nguyễn hữu cảnh, nguyễn tri phương, nguyễn thái học, \
nguyễn chí thanh, nguyễn lương bằng, nguyễn xiển, nguyễn cao, nguyễn thiện thuật, nguyễn tất thành, nguyễn ái quốc, hồ chí minh, hồ xuân hương, hồ tùng mậu, võ thị sáu, võ nguyên giáp, \
võ văn kiệt, võ văn tần, võ chí công, hoàng diệu, hoàng hoa thám, hoàng quốc việt, hoàng văn thụ, hoàng văn thái, huỳnh thúc kháng, tôn đức thắng, tôn thất thuyết, trường chinh, \
bùi thị xuân, bùi viện, cao bá quát, cao thắng, chu văn an, đào duy anh, đào duy từ, đặng thai mai, đặng tiến đông, đoàn thị điểm, hàm nghi, hàn mặc tử, hùng vương, âu cơ, lạc long quân, \
kim đồng, lương thế vinh, lương ngọc quyến, mạc đĩnh chi, mạc thị bưởi, ngô gia tự, ngô thì nhậm, phùng hưng, phùng khắc khoan, tạ quang bửu, tản đà, thái phiên, thích quảng đức, \
tô hiệu, tô hiến thành, tố hữu, tô vĩnh diện, tống duy tân, trịnh hoài đức, trương định, trương công định, tú xương, văn cao, vũ trọng phụng, xuân diệu, yết kiêu, yersin, quang hải, \
trịnh công sơn, an dương vương, lam sơn, điện biên phủ, đồng khởi, lê văn thịnh, chế lan viên, nam cao";

struct Known {
    japanese: HashSet<&'static str>,
    /// Without accents, as such names are often typed.
    plain: HashSet<String>,
    marked: HashSet<&'static str>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let names = || ENGLISH.split(", ").chain(VIETNAMESE.split(", "));
    Known {
        japanese: JAPANESE.split_whitespace().collect(),
        plain: names().map(plain).collect(),
        marked: names().collect(),
    }
});

/// Whether a name is that of someone whom everybody knows.
pub fn is_famous(name: &str) -> bool {
    if name.chars().any(is_cjk) {
        let letters: String = name.chars().filter(|c| !c.is_whitespace()).collect();
        return KNOWN.japanese.contains(letters.as_str());
    }
    let words: Vec<&str> = name.split([' ', '.']).filter(|word| !word.is_empty()).collect();
    let name = words.join(" ");
    // Phạm Hưng is not Phạm Hùng.
    if name.is_ascii() {
        KNOWN.plain.contains(&plain(&name))
    } else {
        KNOWN.marked.contains(name.to_lowercase().as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_the_known_are_known() {
        for name in [
            "渋沢 栄一",
            "Franklin D. Roosevelt",
            "Trần Hưng Đạo",
            "TRAN HUNG DAO",
            "Lý Thường Kiệt",
        ] {
            assert!(is_famous(name), "{name}");
        }
        for name in ["山田 太郎", "Karen Miller", "Nguyễn Thị Hoa", "Phạm Hưng"] {
            assert!(!is_famous(name), "{name}");
        }
    }
}
