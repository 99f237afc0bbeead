//! Makes the taggers' dictionary from plain lists: one file a kind, an entry a line, a count
//! behind a tab where it is known.

use crate::tree;
use candor_engine::tag::hash::{key, text};
use candor_engine::tag::japanese::seen;
use candor_engine::tag::lexicon::{
    COMMON, FULL_NAME, FUNCTION, GIVEN, INFLECTED, Lexicon, NO_PATH, NOUN, ORGANISATION, PLACE,
    SUFFIX, SURNAME, WORK,
};
use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;

/// Lists by file name, with the class of their entries and the longest entry kept, in characters.
const LISTS: &[(&str, u16, usize)] = &[
    ("ja_surname.txt", SURNAME, 5),
    ("ja_given.txt", GIVEN, 5),
    ("jpn_surname_count.txt", SURNAME, 5),
    ("jpn_given_female.txt", GIVEN | COMMON, 5),
    ("jpn_given_male.txt", GIVEN | COMMON, 5),
    ("ja_fullname.txt", FULL_NAME, 10),
    ("ja_place.txt", PLACE, 6),
    ("ja_org.txt", ORGANISATION, 10),
    ("ja_work.txt", WORK, 10),
    ("ja_company.txt", ORGANISATION, 10),
    ("ja_company_short.txt", ORGANISATION, 10),
    ("ja_office.txt", ORGANISATION, 10),
    ("ipadic_surname.txt", SURNAME | COMMON, 6),
    ("ipadic_given.txt", GIVEN | COMMON, 6),
    ("ipadic_person.txt", FULL_NAME | COMMON, 10),
    ("ipadic_place.txt", PLACE | COMMON, 8),
    ("ipadic_org.txt", ORGANISATION | COMMON, 10),
    ("ja_prefecture.txt", PLACE | COMMON, 8),
    ("ipadic_country.txt", PLACE | COMMON, 12),
    ("ja_city.txt", PLACE | COMMON, 8),
    ("en_surname.txt", SURNAME, 20),
    ("en_male.txt", GIVEN, 20),
    ("en_female.txt", GIVEN, 20),
    ("en_first_census2020.txt", GIVEN, 20),
    ("en_city.txt", PLACE, 30),
    ("en_country.txt", PLACE | COMMON, 30),
    ("en_state.txt", PLACE | COMMON, 30),
    ("en_company_index.txt", ORGANISATION, 40),
    ("vi_surname_vnfg.txt", SURNAME, 20),
    ("vi_given_last.txt", GIVEN, 20),
];

/// Classes by the part of speech that `ipadic_common.txt` gives.
const PARTS_OF_SPEECH: &[(&str, u16)] = &[
    ("noun", NOUN),
    ("sahen", NOUN),
    ("adjnoun", NOUN),
    ("verb", INFLECTED),
    ("adj", INFLECTED),
    ("suffix", SUFFIX),
];

/// How many of the most frequent surnames and given names are marked as common.
const COMMON_NAMES: usize = 3_000;
/// English words that get a place in the tree of meanings.
const WORDS: usize = 70_000;

/// Builds the packed dictionary. Lists that are not there are named and left out.
pub fn build(folder: &Path) -> Result<Vec<u8>, String> {
    let mut entries: HashMap<u32, (u16, u16)> = HashMap::new();
    for (file, class, longest) in LISTS {
        let Ok(list) = fs::read_to_string(folder.join(file)) else {
            eprintln!("dictionary: no {file}");
            continue;
        };
        let words: Vec<&str> =
            list.lines().map(|line| line.split('\t').next().unwrap_or(line).trim()).collect();
        let counted = list.lines().next().is_some_and(|line| line.contains('\t'));
        for (rank, word) in words.iter().enumerate() {
            let letters = spelling(word);
            if letters.is_empty() || letters.chars().count() > *longest {
                continue;
            }
            let frequent = counted && rank < COMMON_NAMES && class & (SURNAME | GIVEN) != 0;
            let entry = entries.entry(key(text(letters.chars()))).or_insert((0, NO_PATH));
            entry.0 |= class | if frequent { COMMON } else { 0 };
        }
    }
    common_words(folder, &mut entries)?;
    let vectors = tree::read(&folder.join("glove100.txt"), WORDS)?;
    for (word, path) in tree::paths(&vectors) {
        entries.entry(key(text(word.chars()))).or_insert((0, NO_PATH)).1 = path;
    }
    for (word, path) in japanese_paths(folder)? {
        entries.entry(key(text(word.chars()))).or_insert((0, NO_PATH)).1 = path;
    }
    let mut sorted: Vec<(u32, u16, u16)> =
        entries.into_iter().map(|(key, (classes, path))| (key, classes, path)).collect();
    sorted.sort_unstable();
    eprintln!("dictionary: {} entries", sorted.len());
    Ok(Lexicon::pack(&sorted))
}

/// Paths of Japanese words: those that the lists of frequent words and of this dictionary know.
fn japanese_paths(folder: &Path) -> Result<Vec<(String, u16)>, String> {
    let read = |name: &str| {
        let path = folder.join(name);
        fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    };
    let frequent = read("wordfreq_ja.txt")?;
    let frequent: HashSet<&str> =
        frequent.lines().filter_map(|line| line.split('\t').next()).collect();
    let vectors = tree::read(&folder.join("ja_chive_rows.txt"), usize::MAX)?;
    let rows: HashMap<&str, u16> = tree::paths(&vectors).into_iter().collect();
    let keys = read("ja_chive_keys.txt")?;
    Ok(keys
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter(|(word, _)| frequent.contains(word) && (1..=8).contains(&word.chars().count()))
        .filter_map(|(word, row)| Some((spelling(word), *rows.get(row.trim())?)))
        .collect())
}

fn common_words(folder: &Path, entries: &mut HashMap<u32, (u16, u16)>) -> Result<(), String> {
    let path = folder.join("ipadic_common.txt");
    let list = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    for line in list.lines() {
        let Some((word, part)) = line.split_once('\t') else { continue };
        let letters = spelling(word);
        if letters.chars().count() > 8 {
            continue;
        }
        let class = PARTS_OF_SPEECH
            .iter()
            .find(|(name, _)| *name == part.trim())
            .map_or(FUNCTION, |(_, class)| *class);
        entries.entry(key(text(letters.chars()))).or_insert((0, NO_PATH)).0 |= class;
    }
    Ok(())
}

/// The spelling under which both taggers look a word up.
fn spelling(word: &str) -> String {
    word.chars().map(seen).flat_map(char::to_lowercase).collect()
}
