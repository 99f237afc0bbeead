//! Archives in several files: `x.7z.001, x.7z.002 …`, `x.z01 … x.zip`, `x.part1.rar, x.part2.rar …` and
//! `x.rar, x.r00 …` are read together, as one.

use crate::pool::{Task, Volume};
use std::collections::{BTreeMap, BTreeSet};

/// Items whose names may be those of volumes.
pub const CANDIDATES_SQL: &str = "SELECT sha256, path, place FROM items \
    WHERE sha256 IS NOT NULL AND (path LIKE '%.z__' OR path LIKE '%.Z__' OR path LIKE '%.0__' \
    OR path LIKE '%.rar' OR path LIKE '%.RAR' OR path LIKE '%.r__' OR path LIKE '%.R__') ORDER BY path";

/// Whether the name may be that of a volume, as [`CANDIDATES_SQL`] finds them.
pub fn may_be_volume(path: &str) -> bool {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    extension.starts_with(['0', 'z', 'Z', 'r', 'R']) && extension.len() == 3
}

/// Gives the file that leads a set the volumes to read with it, and marks the others. `candidates`
/// are files by path.
pub fn join(mut tasks: Vec<Task>, candidates: &BTreeMap<String, Volume>) -> Vec<Task> {
    let mut followers = BTreeSet::new();
    for task in &mut tasks {
        let set = set_of(&task.path, candidates);
        if set.len() > 1 {
            followers.extend(set.iter().map(|volume| volume.sha256.clone()));
            followers.remove(&task.sha256);
            task.volumes = set;
        }
    }
    for task in tasks.iter_mut().filter(|task| task.volumes.is_empty()) {
        task.follows = followers.contains(&task.sha256);
    }
    tasks
}

/// The volumes of the set that this file leads, in reading order; alone or none when it leads none.
fn set_of(path: &str, candidates: &BTreeMap<String, Volume>) -> Vec<Volume> {
    let Some((stem, extension)) = path.rsplit_once('.') else { return Vec::new() };
    let leader = candidates.get(path).cloned();
    if extension == "001" {
        let names = (2..=999).map(|number| format!("{stem}.{number:03}"));
        return leader.into_iter().chain(further_volumes(names, candidates)).collect();
    }
    if extension.eq_ignore_ascii_case("zip") {
        let letter = extension.get(..1).unwrap_or("z");
        let names = (1..=99).map(|number| format!("{stem}.{letter}{number:02}"));
        return further_volumes(names, candidates).into_iter().chain(leader).collect();
    }
    if extension.eq_ignore_ascii_case("rar") {
        let further = match stem.rsplit_once(".part") {
            Some((name, first)) if first.parse() == Ok(1) => {
                let width = first.len();
                let volume = |number: u32| format!("{name}.part{number:0width$}.{extension}");
                further_volumes((2..=9999).map(volume), candidates)
            }
            Some((_, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => Vec::new(),
            _ => {
                let letter = extension.get(..1).unwrap_or("r");
                let volume = |number: u32| format!("{stem}.{letter}{number:02}");
                further_volumes((0..=99).map(volume), candidates)
            }
        };
        return leader.into_iter().chain(further).collect();
    }
    Vec::new()
}

/// The volumes of these names up to the first that is missing.
fn further_volumes(
    names: impl Iterator<Item = String>,
    candidates: &BTreeMap<String, Volume>,
) -> Vec<Volume> {
    names.map_while(|name| candidates.get(&name).cloned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn task(path: &str) -> Task {
        Task { sha256: path.to_owned(), path: path.to_owned(), ..Task::default() }
    }

    #[test]
    fn sets_are_read_from_their_leader() {
        let paths = [
            "a/x.7z.001",
            "a/x.7z.002",
            "b.z01",
            "b.z02",
            "b.zip",
            "c.zip",
            "d.002",
            "e.part01.rar",
            "e.part02.rar",
            "f.part2.rar",
            "g.rar",
            "g.r00",
        ];
        let volume = |path: &str| Volume { sha256: path.to_owned(), ..Volume::default() };
        let candidates = paths.iter().map(|path| ((*path).to_owned(), volume(path))).collect();
        assert!(paths.iter().all(|path| may_be_volume(path)));
        assert!(!may_be_volume("a/list.csv"));
        let joined = join(paths.iter().map(|path| task(path)).collect(), &candidates);
        let order = |at: usize| -> Vec<&str> {
            joined[at].volumes.iter().map(|volume| volume.sha256.as_str()).collect()
        };
        assert_eq!(order(0), ["a/x.7z.001", "a/x.7z.002"]);
        assert_eq!(order(4), ["b.z01", "b.z02", "b.zip"]);
        assert_eq!(order(5), Vec::<&str>::new());
        assert_eq!(order(7), ["e.part01.rar", "e.part02.rar"]);
        assert_eq!(order(9), Vec::<&str>::new());
        assert_eq!(order(10), ["g.rar", "g.r00"]);
        let follows: Vec<bool> = joined.iter().map(|task| task.follows).collect();
        assert_eq!(
            follows,
            [false, true, true, true, false, false, false, false, true, false, false, true]
        );
    }
}
