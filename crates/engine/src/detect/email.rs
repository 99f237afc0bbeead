//! E-mail addresses (RFC 5321 local part in its common form, RFC 1123 domain).

use super::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "email",
    field: Field::Email,
    scheme: None,
    pattern: r"[\p{Latin}0-9._%+\-]{1,64}@(?:[\p{Latin}\p{Han}\p{Hiragana}\p{Katakana}ー0-9\-]{1,63}\.){1,8}[A-Za-z]{2,24}",
    check,
    context: &[],
    context_required: false,
    positives: &[
        ("宛先: Taro.Yamada@Example.co.jp まで", "taro.yamada@example.co.jp"),
        ("＜ｈａｎａ＠example.com＞", "hana@example.com"),
        ("│hana@example.com│", "hana@example.com"),
        ("mail: jürgen@müller-example.de", "jürgen@müller-example.de"),
    ],
    near_misses: &["a@b", "user@localhost", "image001.png@01DA.5C", "twitter @example"],
};

/// `taro (at) example.co.jp`, `hana [at] example [dot] com`, `taro★example.jp` with a remark.
pub const DISGUISED: Detector = Detector {
    name: "email_disguised",
    field: Field::Email,
    scheme: None,
    pattern: r"(?i)[A-Z0-9._%+\-]{2,64} ?(?:[\[\(\{<] ?(?:at|アット|アットマーク) ?[\]\)\}>]| at ) ?[A-Z0-9\-]{2,63}(?: ?(?:\.|[\[\(\{<] ?(?:dot|ドット) ?[\]\)\}>]| dot ) ?[A-Z0-9\-]{2,63}){1,4}",
    check: check_disguised,
    context: &["mail", "メール", "e-mail", "email", "contact", "連絡先", "thư"],
    context_required: false,
    positives: &[
        ("contact: taro.yamada (at) example.co.jp", "taro.yamada@example.co.jp"),
        ("hana [at] example [dot] com", "hana@example.com"),
    ],
    near_misses: &["meet at example.com", "look at me", "arrive at 10.30 today"],
};

/// A disguise in brackets is one; the bare word `at` counts only when the whole is written so.
fn check_disguised(text: &str) -> Option<Checked> {
    let lower = text.to_lowercase();
    if !lower.contains(['[', '(', '{', '<']) && !lower.contains(" dot ") {
        return None;
    }
    let mut plain = lower;
    for (from, to) in [("アットマーク", "at"), ("アット", "at"), ("ドット", "dot")] {
        plain = plain.replace(from, to);
    }
    let letters: String = plain
        .chars()
        .map(|c| if matches!(c, '[' | ']' | '(' | ')' | '{' | '}' | '<' | '>') { ' ' } else { c })
        .collect();
    let joined = letters
        .split_whitespace()
        .map(|word| match word {
            "at" => "@",
            "dot" => ".",
            word => word,
        })
        .collect::<String>();
    let normalized = normalize(&joined)?;
    let confidence = if is_shared_mailbox(&normalized) { 0.3 } else { 0.8 };
    Some(Checked { normalized, confidence, validator: Some("disguised") })
}

fn check(text: &str) -> Option<Checked> {
    let normalized = normalize(text)?;
    // Addresses that stand in forms to show how one is written.
    if normalized.split('@').next().is_some_and(crate::names::is_placeholder) {
        return None;
    }
    let confidence = if is_shared_mailbox(&normalized) { 0.3 } else { 0.97 };
    Some(Checked { normalized, confidence, validator: None })
}

/// Lower-cased address without stray dots; `None` when it is no address.
pub fn normalize(text: &str) -> Option<String> {
    let text: String = text.chars().map(crate::fold::half).collect::<String>();
    let text = text.trim().trim_matches(['.', '<', '>', '"', '\'', ',', ';']).to_lowercase();
    let text = text.strip_prefix("mailto:").unwrap_or(&text);
    // Rules of a drawn table stand beside the value.
    let text = text.trim_matches(|c: char| matches!(c, '\u{2500}'..='\u{257F}' | '|' | ' '));
    let (local, domain) = text.split_once('@')?;
    let top = domain.rsplit('.').next()?;
    let plausible = !local.is_empty()
        && domain.contains('.')
        && !domain.starts_with(['.', '-'])
        && top.len() >= 2
        && top.bytes().all(|b| b.is_ascii_alphabetic())
        && !text.contains(char::is_whitespace)
        && !domain.contains('@');
    plausible.then(|| text.to_owned())
}

const ROLES: &str = "info sales support contact admin office hr recruit recruiting jobs career careers saiyo \
jinji soumu somu keiri eigyo order orders purchase purchasing billing accounting accounts \
invoice invoices noreply no-reply do-not-reply donotreply webmaster postmaster hostmaster \
abuse security privacy press marketing service customer customerservice cs help helpdesk \
inquiry enquiry mail team all group hello general reception shop store system root news \
newsletter notification notifications tuyendung ketoan kinhdoanh nhansu cskh lienhe quality \
ap ar ops dispatch shipping receiving payroll benefits compliance finance treasury servicedesk noc soc \
contactus enquiries booking reservation rfq quotes tender thongtin hanhchinh muahang banhang dichvu hotro \
vanphong kho baove kobai shizai hinsho uketsuke daihyo toiawase desk recruitment operations \
qa factory warehouse logistics export import procurement legal it \
anpi green certificate certificates scanner scan copier printer fax kankyo jimukyoku koho kouhou kikaku seizo seisan gijutsu \
kaihatsu sekkei hoshu anzen eisei kanri kenkyu joho jouhou jimu honsha shisha kojo koujou yoyaku kyujin senden shien uriage nyukin \
seikyu hacchu juchu nouhin butsuryu tenpo shohin supportdesk feedback complaints claims disputes returns refunds warranty spare \
spares parts maintenance engineering design production planning safety ehs hse environment sustainability csr ir investors investor \
media pr social events event training academy education library facilities building guard gate print backup monitor alert alerts \
daemon mailer bounce list lists staff everyone members committee union board secretary web webshop portal customers client clients \
partners partner vendor vendors supplier suppliers dealer trade customs docs documents archive reports audit tax contracts insurance \
pension travel expense expenses card cards payments payment collections credit remittance statements statement test demo example \
sample user username name yourname hello tuyensinh daotao congdoan bantin kythuat sanxuat kehoach vattu xnk xuatnhapkhau tonghop \
baohanh giaonhan vanchuyen khachhang chamsockhachhang donhang dathang baogia hopdong phapche taichinh congno moitruong antoan letan \
hcns hoadon dieudo hoadondientu touroku dayori corp hris fleet estate groups pettycash muasam muasamxanh chamcong ketoantruong tuyendungnhansu kythuatvien remit remittances water utilities bql hotline tongdai marketing1 phongkinhdoanh phongnhansu specs incoming postbox mailbox correspondence feedback hinshitsu hinkan shiire zaimu houmu homu roumu romu kyuyo boueki kaigai \
eng engr mfg edi b2b pur acct mkt warehouse1 subscriptions subscribe unsubscribe listserv complaint appointments bookings reservations ticketing \
tickets admissions enrolment enrollment registrar registration membership donations volunteer claim intake triage referrals pharmacy lab \
ketoannoibo ketoankho thukho dieuphoi dieuhanh vanthu hotrokhachhang tuvan baotri dienmay xuongsx nhamay chinhanh daily";

/// Roles that are plain also with a place or a number written to them: `infohn`, `hcmsales`.
const GLUED_ROLES: &str = "info sales support contact admin office order orders purchase purchasing account accounts service recruit jinji soumu eigyo \
keiri kobai saiyo toiawase hinshitsu quality ketoan nhansu muahang kinhdoanh tuyendung hanhchinh banhang baogia kythuat cskh phongketoan";
/// Letters of such a place.
const GLUED_LETTERS_MAX: usize = 4;

/// Mailboxes that a role or a team reads, not one person (RFC 2142 and common usage).
pub fn is_shared_mailbox(address: &str) -> bool {
    let local = address.split('@').next().unwrap_or("");
    let stem = local
        .split(['+', '.', '-', '_'])
        .next()
        .unwrap_or(local)
        .trim_end_matches(|c: char| c.is_ascii_digit());
    let is_role = |word: &str| ROLES.split_whitespace().any(|role| role == word);
    if is_role(local) || is_role(stem) {
        return true;
    }
    let glued = |role: &str| {
        let rest = stem.strip_prefix(role).or_else(|| stem.strip_suffix(role));
        rest.is_some_and(|rest| (1..=GLUED_LETTERS_MAX).contains(&rest.len()))
    };
    if crate::tag::classes(stem) == 0 && GLUED_ROLES.split_whitespace().any(glued) {
        return true;
    }
    // `osaka-sales`, `export.hcm`: a role beside anything but somebody's name.
    let pieces: Vec<&str> = local.split(['+', '.', '-', '_']).collect();
    let is_name = |word: &str| {
        use crate::tag::{classes, lexicon};
        let classes = classes(word);
        word.len() >= 3
            && classes & (lexicon::SURNAME | lexicon::GIVEN) != 0
            && classes & lexicon::PLACE == 0
            && !is_role(word)
    };
    pieces.len() >= 2
        && pieces.iter().any(|piece| piece.len() >= 3 && is_role(piece))
        && !pieces.iter().any(|piece| is_name(piece))
}

#[cfg(test)]
mod tests {
    use super::is_shared_mailbox;

    #[test]
    fn mailboxes_of_a_role_are_nobodys() {
        for address in [
            "info@a.example",
            "sales2@a.example",
            "osaka-sales@a.example",
            "export.hcm@a.example",
            "infohn@a.example",
            "hcmsales1@a.example",
        ] {
            assert!(is_shared_mailbox(address), "{address}");
        }
        for address in ["taro.yamada@a.example", "nguyen.sales@a.example", "k.miller@a.example"] {
            assert!(!is_shared_mailbox(address), "{address}");
        }
    }
}
