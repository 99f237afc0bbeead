//! The scribe: turns a template into text and keeps account of every value that it writes.
//!
//! Lines: `# title`, `| cell | cell |`, `=== sheet`, `*5 line` (two to five times), `*@ line` (once
//! for every member of the group), `%line` (every other time); `↵` breaks a line inside one.
//! Marks: `⟦a¦b⟧` one of several; `{>e}` takes an employee (`f`ormer, `c`ustomer, `b`usiness contact,
//! `a`pplicant) as the person spoken of, `{@1}` the first one again; `{key}` a value of that person;
//! `{!class:value}` a trap; `{=field:value}` and `{?field:value}` a value that has to be, or may be,
//! found; `{~key}` anything else. `#` in such values is a digit, `$` a letter, `@x` a kind of number.

use super::numbers;
use super::souls::{Soul, by_lang, plain};
use super::style::{self, Style};
use crate::people::{Lang, Role, pick};
use fastrand::Rng;
use std::collections::{BTreeMap, BTreeSet};

/// Keys by whose values a person can be told from others.
const KNOWING: [&str; 9] =
    ["name", "romaji", "upper", "hkana", "email", "phone", "intl", "natid", "empid"];

/// A value that a file holds.
#[derive(Clone, Debug)]
pub struct Written {
    pub field: String,
    pub scheme: &'static str,
    pub value: String,
    pub optional: bool,
}

/// Who stands where in the list of souls, by role and language.
pub struct Cast {
    groups: Vec<Vec<usize>>,
}

impl Cast {
    pub fn new(souls: &[Soul]) -> Self {
        let mut groups = vec![Vec::new(); 15];
        for (at, soul) in souls.iter().enumerate() {
            groups[Self::place(soul.role, soul.lang)].push(at);
        }
        Self { groups }
    }

    fn place(role: Role, lang: Lang) -> usize {
        let role = Role::ALL.iter().position(|other| *other == role).unwrap_or(0);
        role * 3 + by_lang(lang, [0, 1, 2])
    }

    pub fn group(&self, role: Role, lang: Lang) -> &[usize] {
        &self.groups[Self::place(role, lang)]
    }
}

/// What came of a template.
#[derive(Default)]
pub struct Draft {
    pub text: String,
    pub values: Vec<Written>,
    pub traps: Vec<(String, String)>,
    pub people: BTreeMap<usize, BTreeSet<String>>,
    /// Those whom the file names well enough to be told from others.
    pub known: BTreeSet<usize>,
    /// Children with name and birth date: persons of their own.
    pub children: Vec<(String, String)>,
}

pub struct Scribe<'a> {
    souls: &'a [Soul],
    cast: &'a Cast,
    rng: &'a mut Rng,
    lang: Lang,
    style: Style,
    called: Vec<usize>,
    now: usize,
    draft: Draft,
}

impl<'a> Scribe<'a> {
    pub fn new(souls: &'a [Soul], cast: &'a Cast, rng: &'a mut Rng, lang: Lang) -> Self {
        let style = Style::new(rng);
        let now = rng.usize(..souls.len().max(1));
        Self { souls, cast, rng, lang, style, called: vec![], now, draft: Draft::default() }
    }

    /// Writes the template out; `group` are the people of its `*@` lines.
    pub fn write(mut self, template: &str, group: &[usize]) -> Draft {
        for line in template.trim_matches('\n').lines() {
            self.line(line, group);
        }
        self.draft
    }

    fn line(&mut self, line: &str, group: &[usize]) {
        if let Some(rest) = line.strip_prefix('%') {
            if self.rng.bool() {
                self.line(rest, group);
            }
        } else if let Some(rest) = line.strip_prefix("*@ ") {
            for member in group {
                self.now = *member;
                self.put(rest);
            }
        } else if let Some((count, rest)) = repeated(line) {
            for _ in 0..self.rng.usize(count.min(2)..=count) {
                self.put(rest);
            }
        } else {
            self.put(line);
        }
    }

    fn put(&mut self, line: &str) {
        let line = self.chosen(line);
        let text = self.filled(&line).replace('↵', "\n");
        self.draft.text.push_str(&text);
        self.draft.text.push('\n');
    }

    /// Keeps one of the alternatives between `⟦` and `⟧`.
    fn chosen(&mut self, line: &str) -> String {
        let mut out = String::new();
        let mut rest = line;
        while let Some((before, after)) = rest.split_once('⟦') {
            let Some((inside, behind)) = after.split_once('⟧') else { break };
            let ways: Vec<&str> = inside.split('¦').collect();
            out.push_str(before);
            out.push_str(ways[self.rng.usize(..ways.len())]);
            rest = behind;
        }
        out.push_str(rest);
        out
    }

    fn filled(&mut self, line: &str) -> String {
        let mut out = String::new();
        let mut rest = line;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((tag, behind)) = after.split_once('}') else {
                out.push('{');
                rest = after;
                continue;
            };
            match self.tag(tag) {
                Some(text) => {
                    out.push_str(&text);
                    rest = behind;
                }
                None => {
                    out.push('{');
                    rest = after;
                }
            }
        }
        out.push_str(rest);
        out
    }

    /// What a mark stands for; none if it is no mark but a brace of the text.
    fn tag(&mut self, tag: &str) -> Option<String> {
        let mut letters = tag.chars();
        let first = letters.next()?;
        let rest = letters.as_str();
        match first {
            '>' => {
                self.call(rest);
                Some(String::new())
            }
            '@' => {
                let place: usize = rest.parse().ok()?;
                if let Some(at) = self.called.get(place.saturating_sub(1)) {
                    self.now = *at;
                }
                Some(String::new())
            }
            '!' => {
                let (class, shape) = rest.split_once(':')?;
                let value = self.shaped(shape);
                self.draft.traps.push((class.to_owned(), value.clone()));
                Some(value)
            }
            '=' | '?' => {
                let (field, shape) = rest.split_once(':')?;
                let value = self.shaped(shape);
                self.keep(field, "", &value, first == '?');
                Some(value)
            }
            '~' => Some(style::anything(self.rng, self.lang, rest)),
            _ => self.constant(tag).or_else(|| self.said(tag)),
        }
    }

    /// Takes somebody of this role who was not spoken of yet, if there is one.
    fn call(&mut self, role: &str) {
        let role = match role {
            "e" => Role::Employee,
            "f" => Role::Former,
            "c" => Role::Customer,
            "b" => Role::Contact,
            _ => Role::Applicant,
        };
        let langs = [self.lang, Lang::Ja, Lang::Vi, Lang::En];
        let cast: &'a Cast = self.cast;
        let group = langs.iter().map(|lang| cast.group(role, *lang)).find(|g| !g.is_empty());
        if let Some(group) = group {
            let start = self.rng.usize(..group.len());
            let fresh =
                group.iter().cycle().skip(start).take(8).find(|at| !self.called.contains(*at));
            self.now = *fresh.unwrap_or(&group[start]);
        }
        self.called.push(self.now);
    }

    fn shaped(&mut self, shape: &str) -> String {
        match shape {
            "@individual" => {
                let number = numbers::individual_number(self.rng);
                if self.rng.bool() { numbers::grouped(&number, 4, "-") } else { number }
            }
            "@corporate" => numbers::corporate_number(self.rng),
            "@card" => numbers::card(self.rng),
            "@nocard" => numbers::no_card(self.rng),
            "@jan" => numbers::jan(self.rng),
            "@mst" => numbers::tax_code(self.rng, "0"),
            "@citizen" => numbers::citizen_card(self.rng, 1990, false),
            "@date" => style::anything(self.rng, self.lang, "date"),
            _ => numbers::pattern(self.rng, shape),
        }
    }

    fn keep(&mut self, field: &str, scheme: &'static str, value: &str, optional: bool) {
        self.draft.values.push(Written {
            field: field.to_owned(),
            scheme,
            value: value.to_owned(),
            optional,
        });
    }

    /// What belongs to the company and not to a person.
    fn constant(&mut self, key: &str) -> Option<String> {
        let (class, texts) =
            style::COMPANY.iter().find(|(name, ..)| *name == key).map(|row| (row.1, row.2))?;
        let value = by_lang(self.lang, texts).to_owned();
        if class == "employer" {
            self.keep(class, "", &value, true);
        } else {
            self.draft.traps.push((class.to_owned(), value.clone()));
        }
        Some(value)
    }

    /// A value of the person spoken of.
    fn said(&mut self, key: &str) -> Option<String> {
        let soul = self.souls.get(self.now)?;
        if matches!(key, "kid" | "kiddob") {
            return Some(self.child(soul, key));
        }
        let (field, value, optional) = self.style.value(soul, key)?;
        self.keep(field, style::scheme(soul, key), &value, optional);
        if !optional {
            self.draft.people.entry(self.now).or_default().insert(field.to_owned());
            if KNOWING.contains(&key) {
                self.draft.known.insert(self.now);
            }
        }
        Some(value)
    }

    /// Children stand in their parents' papers and nowhere else.
    fn child(&mut self, soul: &Soul, key: &str) -> String {
        if key == "kid" {
            let given = match self.lang {
                Lang::Ja => pick(self.rng, super::names::JA_GIVEN).0,
                Lang::Vi => pick(self.rng, super::names::VI_GIVEN_MAN),
                Lang::En => pick(self.rng, super::names::EN_NAMES).0,
            };
            let name = if self.lang == Lang::En {
                format!("{given} {}", soul.family)
            } else {
                format!("{} {given}", soul.family)
            };
            self.keep("name", "", &name, false);
            self.draft.children.push((name.clone(), String::new()));
            return name;
        }
        let (year, month, day) = (self.rng.u32(2..6), self.rng.u32(1..13), self.rng.u32(1..29));
        let birth = match self.lang {
            Lang::Ja => format!("令和{year}年{month}月{day}日"),
            Lang::Vi => format!("{day:02}/{month:02}/{}", 2018 + year),
            Lang::En => format!("{}-{month:02}-{day:02}", 2018 + year),
        };
        self.keep("date_of_birth", "", &birth, false);
        if let Some((_, born)) = self.draft.children.last_mut() {
            birth.clone_into(born);
        }
        birth
    }
}

impl Draft {
    /// The same without the marks of Vietnamese letters, as old systems write it.
    pub fn plain(mut self) -> Self {
        self.text = plain(&self.text);
        self.values.iter_mut().for_each(|written| written.value = plain(&written.value));
        self.traps.iter_mut().for_each(|trap| trap.1 = plain(&trap.1));
        self
    }
}

/// `*5 line` as the greatest count and the line.
fn repeated(line: &str) -> Option<(usize, &str)> {
    let (count, rest) = line.strip_prefix('*')?.split_once(' ')?;
    Some((count.parse().ok()?, rest))
}
