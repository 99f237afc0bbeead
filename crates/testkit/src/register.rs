//! A register of invented persons with several faulty rows each, for measuring linkage at size.

use fastrand::Rng;
use std::fs::File;
use std::io::{BufWriter, Result, Write};
use std::path::Path;

/// How large a register is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    pub rows: usize,
    pub persons: usize,
    pub seed: u64,
}

const ONSETS: &[&str] = &[
    "b", "br", "c", "ch", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v",
    "w",
];
const VOWELS: &[&str] = &["a", "e", "i", "o", "u", "ai", "ea", "oo"];
const ENDS: &[&str] = &["n", "ll", "r", "s", "th", "ton", "man", "field", "ley", "berg", "ck", "t"];
const SHORT: &[(&str, &str)] = &[
    ("robert", "bob"),
    ("william", "bill"),
    ("elizabeth", "liz"),
    ("margaret", "maggie"),
    ("michael", "mike"),
    ("james", "jim"),
    ("richard", "rick"),
    ("susan", "sue"),
    ("thomas", "tom"),
    ("katherine", "kate"),
    ("andrew", "andy"),
    ("anthony", "tony"),
    ("benjamin", "ben"),
    ("daniel", "dan"),
    ("edward", "ed"),
    ("joseph", "joe"),
    ("matthew", "matt"),
    ("nicholas", "nick"),
    ("patricia", "pat"),
    ("samuel", "sam"),
    ("steven", "steve"),
    ("theodore", "ted"),
    ("victoria", "vicky"),
    ("christopher", "chris"),
];
const GIVEN_NAMES: usize = 900;
const SURNAMES: usize = 12_000;
const CITIES: usize = 600;

/// One person as they are.
#[derive(Clone)]
struct Person {
    given: String,
    surname: String,
    birth: (u16, u8, u8),
    city: String,
    postcode: String,
    email: String,
    phone: String,
}

fn word(rng: &mut Rng, syllables: usize) -> String {
    let mut word = String::new();
    for _ in 0..syllables {
        word.push_str(ONSETS[rng.usize(..ONSETS.len())]);
        word.push_str(VOWELS[rng.usize(..VOWELS.len())]);
    }
    word.push_str(ENDS[rng.usize(..ENDS.len())]);
    word
}

/// The n-th entry is about n times rarer than the first.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place in a list of a few thousand"
)]
fn skewed(rng: &mut Rng, count: usize) -> usize {
    let place = ((count as f64).powf(rng.f64()) - 1.0) as usize;
    place.min(count - 1)
}

struct Lists {
    given: Vec<String>,
    surnames: Vec<String>,
    cities: Vec<String>,
}

impl Lists {
    fn new(rng: &mut Rng) -> Self {
        let mut given: Vec<String> = SHORT.iter().map(|(long, _)| (*long).to_owned()).collect();
        while given.len() < GIVEN_NAMES {
            let syllables = 1 + rng.usize(..2);
            given.push(word(rng, syllables));
        }
        Self {
            given,
            surnames: (0..SURNAMES)
                .map(|_| {
                    let n = 1 + rng.usize(..2);
                    word(rng, n)
                })
                .collect(),
            cities: (0..CITIES).map(|_| word(rng, 2)).collect(),
        }
    }

    fn person(&self, rng: &mut Rng, number: usize) -> Person {
        let given = self.given[skewed(rng, GIVEN_NAMES)].clone();
        let surname = self.surnames[skewed(rng, SURNAMES)].clone();
        let domain =
            ["mail.example", "post.example", "inbox.example", "web.example"][rng.usize(..4)];
        let city = skewed(rng, CITIES);
        Person {
            email: format!("{given}.{surname}{}@{domain}", number % 9_973),
            phone: format!("0{:09}", rng.u32(100_000_000..999_999_999)),
            birth: (rng.u16(1940..2006), rng.u8(1..=12), rng.u8(1..=28)),
            postcode: format!("{:05}", city * 150 + rng.usize(..150)),
            city: self.cities[city].clone(),
            given,
            surname,
        }
    }
}

/// A slip of the finger somewhere in the word.
fn slip(rng: &mut Rng, text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    if letters.len() < 3 {
        return text.to_owned();
    }
    let at = rng.usize(1..letters.len() - 1);
    match rng.u8(..4) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, rng.lowercase()),
        2 => letters.swap(at, at + 1),
        _ => letters[at] = rng.lowercase(),
    }
    letters.into_iter().collect()
}

fn faulty(rng: &mut Rng, text: &str, slips: f64, missing: f64) -> String {
    let roll = rng.f64();
    match () {
        () if roll < missing => String::new(),
        () if roll < missing + slips => slip(rng, text),
        () => text.to_owned(),
    }
}

fn row(rng: &mut Rng, lists: &Lists, person: &Person) -> [String; 7] {
    let nick = SHORT.iter().find(|(long, _)| *long == person.given).map(|(_, short)| *short);
    let given = nick.filter(|_| rng.f64() < 0.2).unwrap_or(&person.given);
    let (mut given, mut surname) =
        (faulty(rng, given, 0.08, 0.03), faulty(rng, &person.surname, 0.08, 0.02));
    if rng.f64() < 0.02 {
        std::mem::swap(&mut given, &mut surname);
    }
    let (year, mut month, mut day) = person.birth;
    if rng.f64() < 0.02 {
        std::mem::swap(&mut month, &mut day);
    }
    let birth = faulty(rng, &format!("{year}-{month:02}-{day:02}"), 0.04, 0.12);
    let moved = rng.f64() < 0.1;
    let (city, postcode) = if moved {
        let city = skewed(rng, CITIES);
        (lists.cities[city].clone(), format!("{:05}", city * 150 + rng.usize(..150)))
    } else {
        (person.city.clone(), person.postcode.clone())
    };
    let phone = if rng.f64() < 0.1 {
        format!("0{:09}", rng.u32(100_000_000..999_999_999))
    } else {
        person.phone.clone()
    };
    [
        given,
        surname,
        birth,
        faulty(rng, &city, 0.05, 0.05),
        faulty(rng, &postcode, 0.04, 0.08),
        faulty(rng, &person.email, 0.05, 0.35),
        faulty(rng, &phone, 0.03, 0.35),
    ]
}

/// Writes the register as CSV; the column `person` is the truth. Every person has at least one row.
pub fn write_register(size: Size, to: &Path) -> Result<()> {
    let mut rng = Rng::with_seed(size.seed);
    let lists = Lists::new(&mut rng);
    let persons: Vec<Person> =
        (0..size.persons).map(|number| lists.person(&mut rng, number)).collect();
    let mut owners: Vec<usize> = (0..size.persons.min(size.rows)).collect();
    while owners.len() < size.rows {
        owners.push(rng.usize(..size.persons));
    }
    rng.shuffle(&mut owners);
    let mut out = BufWriter::new(File::create(to)?);
    writeln!(out, "id,first_name,surname,dob,city,postcode,email,phone,person")?;
    for (number, owner) in owners.iter().enumerate() {
        let cells = row(&mut rng, &lists, &persons[*owner]);
        writeln!(out, "{number},{},{owner}", cells.join(","))?;
    }
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_register_is_the_same_for_a_seed_and_names_every_person() {
        let dir = tempfile::tempdir().unwrap();
        let write = |name: &str, seed| {
            let to = dir.path().join(name);
            write_register(Size { rows: 300, persons: 100, seed }, &to).unwrap();
            std::fs::read_to_string(to).unwrap()
        };
        let one = write("a.csv", 1);
        assert_eq!(one, write("b.csv", 1));
        assert_ne!(one, write("c.csv", 2));
        let owners: std::collections::BTreeSet<&str> =
            one.lines().skip(1).filter_map(|line| line.rsplit(',').next()).collect();
        assert_eq!((one.lines().count(), owners.len()), (301, 100));
    }
}
