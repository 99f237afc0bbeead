//! The simulator: a fictional group of companies is robbed, and the truth lies beside the dump.
//!
//! Everything is invented and follows from the seed: the same plan gives the same bytes.

mod formats;
mod people;
mod register;
mod scan;
mod scenes;
mod score;
mod setting;
mod truth;
mod unseen;
mod write_7z;
#[expect(clippy::cast_possible_truncation, reason = "sizes inside blocks and pages are small")]
mod write_pst;
mod write_zip;

pub use register::{Size, write_register};
pub use score::{
    Bearer, Bearers, FieldScore, FindingScore, Pairwise, Score, SeenRecord, TrapScore, Values,
    findings, pairwise, score,
};
pub use truth::{TruthItem, TruthPerson, TruthTrap, TruthValue, write as write_truth};
pub use write_pst::{Attached, CONTACT_EMAIL, Property, StoreLayout, StoredMessage, write_store};

use std::path::{Path, PathBuf};

/// What to simulate.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Files in the dump, members of containers not counted.
    pub files: usize,
    pub persons: usize,
    pub seed: u64,
    /// Papers among the files that were scanned.
    pub scans: usize,
    /// Postings that the files of a setting come in; each in a folder of its own when several.
    pub waves: usize,
}

/// Whose papers are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Family {
    /// The papers that detectors are developed on.
    #[default]
    House,
    /// Another group, other names, layouts and wordings: every other template of each kind, open
    /// to developers.
    Trial,
    /// The rest of those templates, for evaluation alone.
    Unseen,
    /// The same, and no payment card in any file.
    UnseenNoCards,
    /// The shape of a watch group's breach: three companies, four categories, no payment card.
    GroupW,
    /// The shape of a parts maker's Vietnamese subsidiary's: trade papers in several postings.
    CompanyP,
}

impl Family {
    pub const ALL: [Self; 6] =
        [Self::House, Self::Trial, Self::Unseen, Self::UnseenNoCards, Self::GroupW, Self::CompanyP];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::House => "house",
            Self::Trial => "trial",
            Self::Unseen => "unseen",
            Self::UnseenNoCards => "unseen-no-cards",
            Self::GroupW => "group-w",
            Self::CompanyP => "company-p",
        }
    }

    /// Finds the family with this spelling.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|family| family.as_str() == text)
    }

    /// The setting of a family whose papers are the house's.
    const fn setting(self) -> Option<&'static setting::Setting> {
        match self {
            Self::House => Some(&setting::HOUSE),
            Self::GroupW => Some(&setting::GROUP_W),
            Self::CompanyP => Some(&setting::COMPANY_P),
            Self::Trial | Self::Unseen | Self::UnseenNoCards => None,
        }
    }

    /// The `case.toml` of the family's group.
    pub const fn case_toml(self) -> &'static str {
        match self {
            Self::House => CASE_TOML,
            Self::GroupW => include_str!("../../../suite/disclosures/group-w/case.toml"),
            Self::CompanyP => include_str!("../../../suite/disclosures/company-p/case.toml"),
            Self::Trial | Self::Unseen | Self::UnseenNoCards => include_str!("unseen/case.toml"),
        }
    }
}

/// Where the simulation lies.
#[derive(Clone, Debug)]
pub struct Simulated {
    pub dump: PathBuf,
    pub truth: PathBuf,
}

/// The `case.toml` of the simulated group.
pub const CASE_TOML: &str = include_str!("case.toml");

/// Writes the dump to `out/dump` and the truth to `out/truth`. `font` holds a font collection
/// whose first face writes Japanese, Vietnamese and English; PDFs are set in it.
pub fn simulate(plan: &Plan, font: &[u8], out: &Path) -> std::io::Result<Simulated> {
    simulate_family(Family::House, plan, font, out)
}

/// As [`simulate`], with the papers of another family. `scans` of the plan counts for the house
/// alone.
pub fn simulate_family(
    family: Family,
    plan: &Plan,
    font: &[u8],
    out: &Path,
) -> std::io::Result<Simulated> {
    let simulated = Simulated { dump: out.join("dump"), truth: out.join("truth") };
    std::fs::create_dir_all(&simulated.dump)?;
    std::fs::create_dir_all(&simulated.truth)?;
    let dump = simulated.dump.clone();
    if let Some(setting) = family.setting() {
        let people = people::population(plan, setting);
        let mut stage = scenes::Stage::new(plan, setting, &people, font, dump);
        stage.play()?;
        let persons = stage.persons();
        truth::write(&simulated.truth, stage.items(), &persons, stage.values(), stage.traps())?;
    } else {
        let told = unseen::Office::new(plan, family, font, dump)?.play()?;
        truth::write(&simulated.truth, &told.items, &told.persons, &told.values, &told.traps)?;
    }
    Ok(simulated)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn files(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        let mut pending = vec![root.to_path_buf()];
        while let Some(folder) = pending.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    pending.push(path);
                } else {
                    found.insert(
                        path.strip_prefix(root).unwrap().to_path_buf(),
                        std::fs::read(&path).unwrap(),
                    );
                }
            }
        }
        found
    }

    #[test]
    #[expect(clippy::print_stdout, reason = "a skipped test says why")]
    fn the_same_seed_gives_the_same_bytes() {
        let Ok(font) = std::fs::read("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
        else {
            println!("skipped: the font that PDFs are set in is not installed");
            return;
        };
        let plan = Plan { files: 40, persons: 50, seed: 7, scans: 2, waves: 1 };
        for family in Family::ALL {
            let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
            simulate_family(family, &plan, &font, one.path()).unwrap();
            simulate_family(family, &plan, &font, two.path()).unwrap();
            let (one, two) = (files(one.path()), files(two.path()));
            assert!(one.len() >= 42, "{} files", one.len());
            assert!(one == two, "two runs with one seed differ: {family:?}");
        }
    }
}
