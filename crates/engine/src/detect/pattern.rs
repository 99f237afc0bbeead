//! Patterns of the catalogue: compiled when they are first needed, with scripts as plain ranges.

use regex::Regex;
use std::sync::OnceLock;

/// Scripts and kinds of letters by the ranges that papers use. Unicode's own classes name hundreds of
/// ranges, most of them of scripts that no paper here holds; a pattern that repeats one takes
/// milliseconds to compile and runs slower.
const CLASSES: &[(&str, &str)] = &[
    (
        r"\p{Latin}",
        r"[A-Za-z\u{AA}\u{BA}\u{C0}-\u{D6}\u{D8}-\u{F6}\u{F8}-\u{24F}\u{1E00}-\u{1EFF}]",
    ),
    (r"\p{M}", r"[\u{300}-\u{36F}]"),
    (
        r"\p{Han}",
        r"[\u{3005}\u{3007}\u{3021}-\u{3029}\u{3400}-\u{4DBF}\u{4E00}-\u{9FFF}\u{F900}-\u{FAFF}\u{20000}-\u{323AF}]",
    ),
    (r"\p{Hiragana}", r"[\u{3041}-\u{3096}\u{309D}-\u{309F}]"),
    (r"\p{Katakana}", r"[\u{30A1}-\u{30FA}\u{30FD}-\u{30FF}\u{31F0}-\u{31FF}]"),
    (r"\p{Lu}", r"[\p{Uppercase_Letter}&&[\u{0}-\u{52F}\u{1E00}-\u{1EFF}]]"),
    (r"\p{Ll}", r"[\p{Lowercase_Letter}&&[\u{0}-\u{52F}\u{1E00}-\u{1EFF}]]"),
    (
        r"\p{L}",
        r"[A-Za-z\u{AA}\u{B5}\u{BA}\u{C0}-\u{D6}\u{D8}-\u{F6}\u{F8}-\u{2FF}\u{370}-\u{1FFF}\u{2C00}-\u{2DFF}\u{3005}-\u{3007}\u{3021}-\u{3029}\u{3031}-\u{3035}\u{3041}-\u{3096}\u{309D}-\u{309F}\u{30A1}-\u{30FA}\u{30FC}-\u{31FF}\u{3400}-\u{4DBF}\u{4E00}-\u{D7FF}\u{F900}-\u{FDFF}\u{10000}-\u{1CFFF}\u{20000}-\u{323AF}]",
    ),
];

/// A pattern that is compiled once it is asked for.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    compiled: OnceLock<Regex>,
}

impl Pattern {
    /// A pattern of the catalogue, whose tests compile each.
    pub const fn new(source: &'static str) -> Self {
        Self { source, compiled: OnceLock::new() }
    }

    pub fn regex(&self) -> &Regex {
        self.compiled.get_or_init(|| match compile(self.source) {
            Ok(regex) => regex,
            Err(error) => unreachable!("a pattern of the catalogue: {error}"),
        })
    }
}

impl From<Regex> for Pattern {
    fn from(regex: Regex) -> Self {
        Self { source: "", compiled: OnceLock::from(regex) }
    }
}

/// Compiles a pattern of the catalogue.
pub fn compile(source: &str) -> Result<Regex, regex::Error> {
    let plain = |text: String, (class, ranges): &(&str, &str)| text.replace(class, ranges);
    Regex::new(&CLASSES.iter().fold(source.to_owned(), plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_mean_what_they_say() {
        let finds = |pattern: &str, text: &str| compile(pattern).unwrap().is_match(text);
        for (pattern, within, without) in [
            (r"^[\p{Han}ー]+$", "髙橋々", "たかはし"),
            (r"^\p{Hiragana}+$", "たかはし", "タカハシ"),
            (r"^\p{Katakana}+$", "タカハシ", "ー"),
            (r"^[\p{Latin}\p{M} ]+$", "Nguyễn Thị Ánh e\u{301}", "山田"),
            (r"^\p{Lu}[\p{Ll}\p{M}]+$", "Đặng", "đặng"),
            (r"^[^\p{L}]+$", "12-3 ", "1ก"),
            (r"(?i)^\p{Latin}+$", "ĐẶNG", "Ж"),
        ] {
            assert!(finds(pattern, within), "{pattern} {within}");
            assert!(!finds(pattern, without), "{pattern} {without}");
        }
    }
}
