//! Turns labelled text into examples, trains both taggers and writes them beside the engine.

use crate::corpora::{self, Labelled, Split};
use crate::dictionary;
use crate::eval;
use crate::trainer::{Example, Recipe, train};
use candor_engine::tag::crf::{Labels, Place};
use candor_engine::tag::lexicon::Lexicon;
use candor_engine::tag::{JAPANESE_KINDS, LATIN_KINDS, Taggers, japanese, latin};
use std::fs;
use std::ops::Range;
use std::path::Path;

/// Names of the sets' own labels for the kinds that the taggers know.
const KINDS: &[(&str, &str)] = &[
    ("人名", "person"),
    ("法人名", "company"),
    ("政治的組織名", "organisation"),
    ("その他の組織名", "organisation"),
    ("地名", "place"),
    ("施設名", "facility"),
    ("製品名", "product"),
    ("イベント名", "event"),
    ("PER", "person"),
    ("ORG", "company"),
    ("LOC", "place"),
    ("PERSON", "person"),
    ("ORGANIZATION", "company"),
    ("LOCATION", "place"),
    ("ADDRESS", "address"),
    ("PERSON_NAME", "person"),
    ("ORGANIZATION_NAME", "company"),
    ("STREET_ADDRESS", "address"),
];

fn kind(label: &str, kinds: &[&str]) -> Option<usize> {
    let own = KINDS.iter().find(|(theirs, _)| *theirs == label)?.1;
    kinds.iter().position(|known| *known == own)
}

/// Builds dictionary and models from `corpora` and `lists` into `out`.
pub fn learn(corpora: &Path, lists: &Path, out: &Path) -> Result<(), String> {
    let packed = dictionary::build(lists)?;
    write(out, "lexicon.bin", &packed)?;
    let lexicon = Lexicon::unpack(&packed).ok_or("the dictionary does not unpack")?;
    let (japanese, latin) = both(corpora, lists, &lexicon, &[Split::Learn, Split::Tune])?;
    write(out, "japanese.bin", &japanese)?;
    write(out, "latin.bin", &latin)
}

/// Learns from the first split with the settings below and measures on the second.
pub fn tune(corpora: &Path, lists: &Path) -> Result<(), String> {
    let path = lists.join("lexicon.bin");
    let packed = match fs::read(&path) {
        Ok(packed) => packed,
        Err(_) => {
            let packed = dictionary::build(lists)?;
            write(lists, "lexicon.bin", &packed)?;
            packed
        }
    };
    let lexicon = Lexicon::unpack(&packed).ok_or("the dictionary does not unpack")?;
    let (japanese, latin) = both(corpora, lists, &lexicon, &[Split::Learn])?;
    eprintln!("japanese {} bytes, latin {} bytes", japanese.len(), latin.len());
    let taggers = Taggers::unpack(&packed, &japanese, &latin).ok_or("the models do not unpack")?;
    eval::names(corpora, &taggers, Split::Tune)
}

fn both(
    corpora: &Path,
    lists: &Path,
    lexicon: &Lexicon,
    from: &[Split],
) -> Result<(Vec<u8>, Vec<u8>), String> {
    let (japanese, latin) = std::thread::scope(|scope| {
        let japanese = scope.spawn(|| learn_japanese(corpora, lists, lexicon, from));
        let latin = learn_latin(corpora, lexicon, from);
        (japanese.join(), latin)
    });
    let japanese = japanese.map_err(|_| "training of the Japanese tagger stopped".to_owned())?;
    Ok((japanese?, latin?))
}

/// A setting of the recipe; the environment may try another while tuning.
fn setting(name: &str, usual: f32) -> f32 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

fn write(out: &Path, name: &str, bytes: &[u8]) -> Result<(), String> {
    eprintln!("{name}: {} bytes", bytes.len());
    fs::write(out.join(name), bytes).map_err(|error| format!("{name}: {error}"))
}

fn learn_japanese(
    corpora: &Path,
    lists: &Path,
    lexicon: &Lexicon,
    from: &[Split],
) -> Result<Vec<u8>, String> {
    let seen: Vec<Labelled> = corpora::stockmark(corpora)?
        .into_iter()
        .filter(|text| from.contains(&text.split))
        .collect();
    let names = Names::read(lists)?;
    let mut random = fastrand::Rng::with_seed(11);
    let renamed: Vec<Labelled> =
        seen.iter().filter_map(|text| names.replaced(text, &mut random)).collect();
    let letters: Vec<Labelled> = (0..600).map(|_| names.sentence(&mut random)).collect();
    let examples: Vec<Example> = seen
        .iter()
        .chain(&renamed)
        .chain(&letters)
        .map(|text| japanese_example(text, lexicon))
        .collect();
    let recipe = Recipe {
        rounds: 14,
        rate: setting("JA_RATE", 0.03),
        start: setting("JA_START", 1.0),
        decay: setting("JA_DECAY", 0.0),
        dropout: setting("JA_DROPOUT", 0.5),
        least_count: 2,
        least_weight: setting("JA_LEAST", 0.04),
    };
    let labels = Labels { kinds: JAPANESE_KINDS.len() };
    Ok(train(labels, &examples, recipe, "japanese"))
}

fn japanese_example(text: &Labelled, lexicon: &Lexicon) -> Example {
    let characters: Vec<(usize, char)> = text.text.char_indices().collect();
    let line: Vec<char> = characters.iter().map(|(_, c)| japanese::seen(*c)).collect();
    let tokens: Vec<Range<usize>> =
        characters.iter().map(|(at, c)| *at..at + c.len_utf8()).collect();
    let labels = label(&tokens, &text.spans, JAPANESE_KINDS);
    Example { features: japanese::features(&line, lexicon), labels }
}

fn learn_latin(corpora: &Path, lexicon: &Lexicon, from: &[Split]) -> Result<Vec<u8>, String> {
    let mut examples = Vec::new();
    for text in corpora::ewt(corpora)?.iter().filter(|text| from.contains(&text.split)) {
        // What web text calls a name it does so in its own tokens and in ours.
        examples.push(latin_example(&text.text, &text.tokens, &text.spans, lexicon));
        examples.push(latin_example(&text.text, &latin::tokens(&text.text), &text.spans, lexicon));
    }
    for text in corpora::presidio(corpora)?.iter().filter(|text| from.contains(&text.split)) {
        examples.extend(latin_lines(text, lexicon));
    }
    let records = corpora::pii_anon(corpora)?;
    for text in records.iter().filter(|text| from.contains(&text.split)).step_by(12) {
        examples.extend(latin_lines(text, lexicon));
    }
    let recipe = Recipe {
        rounds: 14,
        rate: setting("EN_RATE", 0.1),
        start: setting("EN_START", 1.0),
        decay: setting("EN_DECAY", 0.0),
        dropout: setting("EN_DROPOUT", 0.4),
        least_count: 1,
        least_weight: setting("EN_LEAST", 0.02),
    };
    let labels = Labels { kinds: LATIN_KINDS.len() };
    Ok(train(labels, &examples, recipe, "latin"))
}

/// One example a line.
fn latin_lines(text: &Labelled, lexicon: &Lexicon) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut start = 0;
    for line in text.text.split_inclusive('\n') {
        let spans: Vec<(Range<usize>, String)> = text
            .spans
            .iter()
            .filter(|(range, _)| range.start < start + line.len() && range.end > start)
            .map(|(range, kind)| {
                let to = range.end.min(start + line.trim_end().len());
                (range.start.max(start) - start..to.max(start) - start, kind.clone())
            })
            .collect();
        let tokens = latin::tokens(line);
        if !tokens.is_empty() && tokens.len() < 200 {
            examples.push(latin_example(line, &tokens, &spans, lexicon));
        }
        start += line.len();
    }
    examples
}

fn latin_example(
    text: &str,
    tokens: &[Range<usize>],
    spans: &[(Range<usize>, String)],
    lexicon: &Lexicon,
) -> Example {
    Example {
        features: latin::features(text, tokens, lexicon),
        labels: label(tokens, spans, LATIN_KINDS),
    }
}

/// The label of each token: those that lie in a span carry its kind.
fn label(tokens: &[Range<usize>], spans: &[(Range<usize>, String)], kinds: &[&str]) -> Vec<usize> {
    let mut labels = vec![0; tokens.len()];
    for (range, name) in spans {
        let Some(kind) = kind(name, kinds) else { continue };
        let inside: Vec<usize> = tokens
            .iter()
            .enumerate()
            .filter(|(_, token)| token.start < range.end && token.end > range.start)
            .map(|(at, _)| at)
            .collect();
        let (Some(first), Some(last)) = (inside.first(), inside.last()) else { continue };
        if inside.iter().any(|at| labels[*at] != 0) {
            continue;
        }
        for at in &inside {
            let place = match (at == first, at == last) {
                (true, true) => Place::Single,
                (true, false) => Place::Begin,
                (false, true) => Place::End,
                (false, false) => Place::Inside,
            };
            labels[*at] = Labels::of(kind, place);
        }
    }
    labels
}

/// Lines as business letters have them.
const LINES: &[&str] = &[
    "いつもお世話になっております。{社}の{姓}です。",
    "{社} {部} {姓名}様",
    "{部}の{姓名}と申します。",
    "出席者：{姓}、{姓}、{姓}（記録）",
    "担当は{部}の{姓}さんに変更となりました。",
    "{姓名}氏より、{社}との契約について説明があった。",
    "本件は{姓}部長の承認を得て、{姓名}が対応する。",
    "{姓}課長、{姓}さん、ご確認をお願いいたします。",
    "{社}（代表取締役 {姓名}）と覚書を締結した。",
    "人事部 {姓名}　内線でご連絡ください。",
    "{地}の{社}に勤務する{姓名}さんからの問い合わせ。",
    "作成：{姓名}　承認：{姓}",
    "{姓名}（{部}）は、来月付で退職する予定です。",
    "お客様の{姓名}様より返品のご連絡がありました。",
    "品番と数量を確認のうえ、至急ご返信ください。",
    "添付の仕様書をご確認ください。納期は来週です。",
];
const COMPANIES: &[&str] = &[
    "株式会社{名}",
    "{名}株式会社",
    "有限会社{名}",
    "{名}工業株式会社",
    "{名}商事株式会社",
    "株式会社{名}製作所",
    "合同会社{名}",
    "{名}電機株式会社",
    "{名}物産",
    "株式会社{名}システム",
];
const SECTIONS: &[&str] =
    &["営業部", "人事部", "総務課", "品質保証部", "経理部", "製造二課", "購買部", "開発本部"];
const PLACES: &[&str] = &["東京", "大阪市", "名古屋", "ハノイ", "福岡県", "横浜市", "シンガポール"];

/// Family and given names to fill into sentences.
struct Names {
    family: Vec<String>,
    given: Vec<String>,
}

impl Names {
    fn read(lists: &Path) -> Result<Self, String> {
        let list = |name: &str| -> Result<Vec<String>, String> {
            let path = lists.join(name);
            let text = fs::read_to_string(&path)
                .map_err(|error| format!("{}: {error}", path.display()))?;
            Ok(text
                .lines()
                .map(|line| line.split('\t').next().unwrap_or(line).to_owned())
                .filter(|name| (1..=3).contains(&name.chars().count()))
                .collect())
        };
        Ok(Self { family: list("ipadic_surname.txt")?, given: list("ipadic_given.txt")? })
    }

    fn pick<'a>(list: &'a [String], random: &mut fastrand::Rng) -> &'a str {
        list.get(random.usize(..list.len().max(1))).map_or("", String::as_str)
    }

    /// The sentence with other names of persons in it; `None` when it names nobody in kanji.
    fn replaced(&self, text: &Labelled, random: &mut fastrand::Rng) -> Option<Labelled> {
        let is_kanji = |name: &str| {
            (2..=6).contains(&name.chars().count())
                && name.chars().all(|c| matches!(c, '\u{3400}'..='\u{9FFF}' | '々'))
        };
        let mut new = Labelled {
            text: String::new(),
            spans: Vec::new(),
            tokens: Vec::new(),
            split: Split::Learn,
        };
        let (mut at, mut changed) = (0, false);
        for (range, label) in &text.spans {
            new.text.push_str(text.text.get(at..range.start)?);
            let from = new.text.len();
            let old = text.text.get(range.clone())?;
            if label == "人名" && is_kanji(old) {
                changed = true;
                new.text.push_str(Self::pick(&self.family, random));
                if old.chars().count() > 2 {
                    new.text.push_str(Self::pick(&self.given, random));
                }
            } else {
                new.text.push_str(old);
            }
            new.spans.push((from..new.text.len(), label.clone()));
            at = range.end;
        }
        new.text.push_str(text.text.get(at..)?);
        changed.then_some(new)
    }

    /// A line as business letters have it.
    fn sentence(&self, random: &mut fastrand::Rng) -> Labelled {
        let line = LINES[random.usize(..LINES.len())];
        let mut new = Labelled {
            text: String::new(),
            spans: Vec::new(),
            tokens: Vec::new(),
            split: Split::Learn,
        };
        let mut rest = line;
        while let Some((before, behind)) = rest.split_once('{') {
            new.text.push_str(before);
            let (slot, after) = behind.split_once('}').unwrap_or((behind, ""));
            let from = new.text.len();
            match slot {
                "姓" => new.text.push_str(Self::pick(&self.family, random)),
                "姓名" => {
                    new.text.push_str(Self::pick(&self.family, random));
                    if random.bool() {
                        new.text.push(' ');
                    }
                    new.text.push_str(Self::pick(&self.given, random));
                }
                "社" => {
                    let pattern = COMPANIES[random.usize(..COMPANIES.len())];
                    new.text.push_str(&pattern.replace("{名}", Self::pick(&self.family, random)));
                }
                "部" => new.text.push_str(SECTIONS[random.usize(..SECTIONS.len())]),
                _ => new.text.push_str(PLACES[random.usize(..PLACES.len())]),
            }
            let label = match slot {
                "姓" | "姓名" => Some("人名"),
                "社" => Some("法人名"),
                "地" => Some("地名"),
                _ => None,
            };
            new.spans.extend(label.map(|label| (from..new.text.len(), label.to_owned())));
            rest = after;
        }
        new.text.push_str(rest);
        new
    }
}
