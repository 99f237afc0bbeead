//! Packs the readings of Japanese names from ENAMDICT and IPADIC, as the engine unpacks them.

use candor_engine::readings::of_kana;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

/// Readings kept of one name, IPADIC's first.
const READINGS_MAX: usize = 6;
const KANJI_MAX: usize = 4;

type Names = BTreeMap<String, Vec<String>>;

/// Reads both dictionaries (EUC-JP, as Debian ships them) and writes the packed file.
pub fn pack(enamdict: &Path, ipadic_names: &Path, out: &Path) -> Result<(), String> {
    let (mut family, mut given) = (Names::new(), Names::new());
    for line in text(ipadic_names)?.lines() {
        let cells: Vec<&str> = line.split(',').collect();
        let [word, _, _, _, _, _, _, kind, _, _, _, reading, ..] = cells.as_slice() else {
            continue;
        };
        match *kind {
            "姓" => note(&mut family, word, reading),
            "名" => note(&mut given, word, reading),
            _ => {}
        }
    }
    for line in text(enamdict)?.lines() {
        let Some((word, rest)) = line.split_once(" [") else { continue };
        let Some((reading, rest)) = rest.split_once("] /(") else { continue };
        let kinds: Vec<&str> = rest.split(')').next().unwrap_or_default().split(',').collect();
        if kinds.contains(&"s") {
            note(&mut family, word, reading);
        }
        if kinds.iter().any(|kind| matches!(*kind, "f" | "m" | "g")) {
            note(&mut given, word, reading);
        }
    }
    println!("readings: {} family names, {} given names", family.len(), given.len());
    let packed = format!("{}\n{}", lines(&family), lines(&given));
    let mut writer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    let failed = |error: std::io::Error| format!("{}: {error}", out.display());
    writer.write_all(packed.as_bytes()).map_err(failed)?;
    fs::write(out, writer.finish().map_err(failed)?).map_err(failed)
}

fn text(path: &Path) -> Result<String, String> {
    let bytes = fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(encoding_rs::EUC_JP.decode(&bytes).0.into_owned())
}

fn note(names: &mut Names, word: &str, reading: &str) {
    let kanji = |c: char| matches!(c, '\u{3400}'..='\u{9FFF}' | '々' | 'ヶ' | 'ノ');
    let sound = of_kana(reading);
    if word.is_empty()
        || word.chars().count() > KANJI_MAX
        || !word.chars().all(kanji)
        || sound.is_empty()
    {
        return;
    }
    let known = names.entry(candor_engine::name_key(word)).or_default();
    if known.len() < READINGS_MAX && !known.contains(&sound) {
        known.push(sound);
    }
}

fn lines(names: &Names) -> String {
    names.iter().map(|(word, readings)| format!("{word}\t{}\n", readings.join(","))).collect()
}
