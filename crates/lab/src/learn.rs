//! Turns labelled text into examples, trains both taggers and writes them beside the engine.

use crate::corpora::{self, Labelled, Split, UNTOLD};
use crate::dictionary;
use crate::eval;
use crate::trainer::{Example, Recipe, train};
use crate::unfold;
use candor_engine::tag::crf::{Labels, Place};
use candor_engine::tag::lexicon::Lexicon;
use candor_engine::tag::{self, JAPANESE_KINDS, LATIN_KINDS, Taggers, japanese, latin};
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
    ("P", "person"),
    ("C", "company"),
    ("O", "organisation"),
    ("O", "company"),
    ("L", "place"),
    ("A", "address"),
    ("A", "place"),
    ("F", "facility"),
    ("F", "place"),
    ("R", "product"),
    ("E", "event"),
    ("T", "title"),
    ("D", "department"),
];

/// The first of the tagger's kinds that a set's label may be.
fn kind(label: &str, kinds: &[&str]) -> Option<usize> {
    KINDS
        .iter()
        .filter(|(theirs, _)| *theirs == label)
        .find_map(|(_, own)| kinds.iter().position(|known| known == own))
}

/// What we wrote ourselves to learn from, beside the sets of others: lines with marked names, and the open
/// papers. Each line goes to the tagger that will read its like.
struct Own {
    japanese: Vec<Labelled>,
    latin: Vec<Labelled>,
}

impl Own {
    fn read(suite: &Path, from: &[Split]) -> Result<Self, String> {
        let mut texts = corpora::lines(&suite.join("lines"), "")?;
        texts.extend(unfold::open_papers(&suite.join("papers"))?);
        texts.retain(|text| from.contains(&text.split));
        let lines = texts.iter().flat_map(corpora::by_line);
        let (japanese, latin) = lines.partition(|line| tag::is_japanese(&line.text));
        Ok(Self { japanese, latin })
    }
}

/// Learns from everything that is not unseen, and writes dictionary and models to `out`.
pub fn learn(corpora: &Path, lists: &Path, out: &Path) -> Result<(), String> {
    let packed = dictionary(lists)?;
    let lexicon = Lexicon::unpack(&packed).ok_or("the dictionary does not unpack")?;
    let (japanese, latin) = both(corpora, lists, &lexicon, &[Split::Learn, Split::Tune])?;
    write(out, "lexicon.bin", &packed)?;
    write(out, "japanese.bin", &japanese)?;
    write(out, "latin.bin", &latin)
}

/// Learns from the first split with the settings below, measures on the second, and writes the models to `out`
/// for trials on the open papers, from which they have not learnt.
pub fn tune(corpora: &Path, lists: &Path, out: &Path) -> Result<(), String> {
    let packed = dictionary(lists)?;
    let lexicon = Lexicon::unpack(&packed).ok_or("the dictionary does not unpack")?;
    let (japanese, latin) = both(corpora, lists, &lexicon, &[Split::Learn])?;
    write(out, "japanese.bin", &japanese)?;
    write(out, "latin.bin", &latin)?;
    let taggers =
        Taggers::unpack(lexicon.into(), &japanese, &latin).ok_or("the models do not unpack")?;
    eval::names(corpora, &taggers, Split::Tune)
}

/// The dictionary, built from the lists unless a built one lies beside them.
fn dictionary(lists: &Path) -> Result<Vec<u8>, String> {
    match fs::read(lists.join("lexicon.bin")) {
        Ok(packed) => Ok(packed),
        Err(_) => dictionary::build(lists),
    }
}

fn both(
    corpora: &Path,
    lists: &Path,
    lexicon: &Lexicon,
    from: &[Split],
) -> Result<(Vec<u8>, Vec<u8>), String> {
    let own = Own::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite"), from)?;
    eprintln!("own lines: {} Japanese, {} Latin", own.japanese.len(), own.latin.len());
    let (japanese, latin) = std::thread::scope(|scope| {
        let japanese = scope.spawn(|| learn_japanese(corpora, lists, &own.japanese, lexicon, from));
        let latin = learn_latin(corpora, &own.latin, lexicon, from);
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
    own: &[Labelled],
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
        seen.iter().chain(own).filter_map(|text| names.replaced(text, &mut random)).collect();
    let examples: Vec<Example> = seen
        .iter()
        .chain(&renamed)
        .chain(own)
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
    let labels = label(&tokens, text, JAPANESE_KINDS);
    Example { features: japanese::features(&line, lexicon), labels }
}

fn learn_latin(
    corpora: &Path,
    own: &[Labelled],
    lexicon: &Lexicon,
    from: &[Split],
) -> Result<Vec<u8>, String> {
    let mut examples = Vec::new();
    for text in corpora::ewt(corpora)?.iter().filter(|text| from.contains(&text.split)) {
        // What web text calls a name it does so in its own tokens and in ours.
        examples.push(latin_example(text, &text.tokens, lexicon));
        examples.push(latin_example(text, &latin::tokens(&text.text), lexicon));
    }
    for text in corpora::presidio(corpora)?.iter().filter(|text| from.contains(&text.split)) {
        examples.extend(latin_lines(text, lexicon));
    }
    let records = corpora::pii_anon(corpora)?;
    for text in records.iter().filter(|text| from.contains(&text.split)).step_by(12) {
        examples.extend(latin_lines(text, lexicon));
    }
    for text in own {
        examples.extend(latin_lines(text, lexicon));
    }
    let recipe = Recipe {
        rounds: 14,
        rate: setting("EN_RATE", 0.1),
        start: setting("EN_START", 1.0),
        decay: setting("EN_DECAY", 0.0),
        dropout: setting("EN_DROPOUT", 0.4),
        least_count: 1,
        least_weight: setting("EN_LEAST", 0.03),
    };
    let labels = Labels { kinds: LATIN_KINDS.len() };
    Ok(train(labels, &examples, recipe, "latin"))
}

/// One example a line.
fn latin_lines(text: &Labelled, lexicon: &Lexicon) -> Vec<Example> {
    let lines = corpora::by_line(text);
    let examples =
        lines.iter().map(|line| latin_example(line, &latin::tokens(&line.text), lexicon));
    examples.filter(|line| (1..LONGEST_LINE).contains(&line.labels.len())).collect()
}

/// Longer lines are no sentences, in tokens.
const LONGEST_LINE: usize = 200;

fn latin_example(text: &Labelled, tokens: &[Range<usize>], lexicon: &Lexicon) -> Example {
    let features = latin::features(&text.text, tokens, lexicon);
    Example { features, labels: label(tokens, text, LATIN_KINDS) }
}

/// The labels that each token may bear: those in a span that of its place in it, the others none or one
/// of the kinds that the text does not mark.
fn label(tokens: &[Range<usize>], text: &Labelled, kinds: &[&str]) -> Vec<u64> {
    let every = (1_u64 << Labels { kinds: kinds.len() }.count()) - 1;
    let told = kinds.iter().enumerate().filter(|(_, kind)| text.marked.contains(kind));
    let outside = told
        .flat_map(|(kind, _)| EVERYWHERE.iter().map(move |place| bit(kind, *place)))
        .fold(every, |set, label| set & !label);
    let mut labels = vec![outside; tokens.len()];
    let mut taken = vec![false; tokens.len()];
    for (range, name) in &text.spans {
        let inside: Vec<usize> = tokens
            .iter()
            .enumerate()
            .filter(|(_, token)| token.start < range.end && token.end > range.start)
            .map(|(at, _)| at)
            .collect();
        let (Some(first), Some(last)) = (inside.first(), inside.last()) else { continue };
        if inside.iter().any(|at| taken[*at]) {
            continue;
        }
        let kind = kind(name, kinds);
        for at in &inside {
            let place = match (at == first, at == last) {
                (true, true) => Place::Single,
                (true, false) => Place::Begin,
                (false, true) => Place::End,
                (false, false) => Place::Inside,
            };
            match kind {
                Some(kind) => labels[*at] = bit(kind, place),
                None if name == UNTOLD => labels[*at] = every,
                None => continue,
            }
            taken[*at] = true;
        }
    }
    labels
}

const EVERYWHERE: [Place; 4] = [Place::Begin, Place::Inside, Place::End, Place::Single];

fn bit(kind: usize, place: Place) -> u64 {
    1 << Labels::of(kind, place)
}

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
            marked: text.marked,
        };
        let (mut at, mut changed) = (0, false);
        for (range, label) in &text.spans {
            new.text.push_str(text.text.get(at..range.start)?);
            let from = new.text.len();
            let old = text.text.get(range.clone())?;
            if matches!(label.as_str(), "人名" | "P" | "PERSON") && is_kanji(old) {
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
}
