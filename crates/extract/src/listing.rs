//! Listings of a leak site: names and sizes of files whose contents are not there yet.
//!
//! Understood are lines of path and size in either order with a tab, comma or semicolon between, what
//! `ls -lR` and `find -ls` print, and bare paths. What is no file, such as a folder or a total, is
//! left out.

/// A file that a listing names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Relative, with `/`.
    pub path: String,
    /// Bytes, when the listing says.
    pub size: Option<u64>,
}

/// Lines that are read; more are a mistake or an attack.
pub const LINES_MAX: usize = 5_000_000;
const PATH_BYTES_MAX: usize = 4_096;

/// The text of a listing in whatever encoding it was written.
pub fn text(bytes: &[u8]) -> String {
    crate::encoding::decode(bytes).0
}

/// The files that a listing names, in its order, and how many lines name none although they are not
/// empty.
pub fn files(text: &str) -> (Vec<Listed>, usize) {
    let mut folder = String::new();
    let mut files = Vec::new();
    // What is beyond the limit is left out and counted, like what names no file.
    let mut other = text.lines().skip(LINES_MAX).count();
    for line in text.lines().take(LINES_MAX).map(|line| line.trim_end_matches('\r')) {
        if line.trim().is_empty() || line.len() > PATH_BYTES_MAX {
            other += usize::from(!line.trim().is_empty());
            continue;
        }
        match entry(line, &mut folder) {
            Entry::File(file) => files.push(file),
            Entry::Known => {}
            Entry::Unknown => other += 1,
        }
    }
    (files, other)
}

enum Entry {
    File(Listed),
    /// A folder, a heading, a total.
    Known,
    Unknown,
}

fn entry(line: &str, folder: &mut String) -> Entry {
    let words: Vec<&str> = line.split_whitespace().collect();
    if let Some(at) = words.iter().take(3).position(|word| is_mode(word)) {
        return with_mode(line, &words, at, folder);
    }
    if let Some(heading) = line.strip_suffix(':').filter(|_| !line.contains('\t')) {
        folder.clear();
        folder.push_str(clean(heading).trim_end_matches('/'));
        return Entry::Known;
    }
    if words.first() == Some(&"total") && words.len() == 2 {
        return Entry::Known;
    }
    separated(line)
}

/// `-rw-r--r--` and its like.
fn is_mode(word: &str) -> bool {
    let word = word.trim_end_matches(['.', '+', '@']);
    word.len() == 10
        && word.starts_with(['-', 'd', 'l', 'c', 'b', 'p', 's'])
        && word.chars().skip(1).all(|c| "rwxsStT-".contains(c))
}

/// A line of `ls -l` (mode, links, user, group, size, three words of date, name) or `find -ls` (inode
/// and blocks before).
fn with_mode(line: &str, words: &[&str], mode: usize, folder: &str) -> Entry {
    const BEFORE_NAME: usize = 8;
    if !words.get(mode).is_some_and(|word| word.starts_with('-')) {
        return Entry::Known;
    }
    let size = words.get(mode + 4).and_then(|word| word.parse().ok());
    let Some(name) = after_words(line, mode + BEFORE_NAME) else { return Entry::Unknown };
    let path =
        if mode == 0 && !folder.is_empty() { format!("{folder}/{name}") } else { name.to_owned() };
    file(&path, size)
}

/// The rest of a line behind this many words.
fn after_words(line: &str, count: usize) -> Option<&str> {
    let mut rest = line.trim_start();
    for _ in 0..count {
        let end = rest.find(char::is_whitespace)?;
        rest = rest.get(end..)?.trim_start();
    }
    (!rest.is_empty()).then_some(rest)
}

/// Path and size with something between, or a path alone.
fn separated(line: &str) -> Entry {
    for separator in ['\t', ';', ','] {
        // A path may hold the separator; the size stands at one end.
        let ends = [line.rsplit_once(separator), line.split_once(separator)];
        let cells = ends.map(|cells| {
            cells.map(|(first, second)| [first, second].map(|cell| cell.trim().trim_matches('"')))
        });
        let sized = |cells: &&[&str; 2]| {
            cells.iter().any(|cell| cell.parse::<u64>().is_ok() || is_size(cell))
        };
        let Some([first, second]) = cells.iter().flatten().find(sized) else { continue };
        match (first.parse::<u64>().ok(), second.parse::<u64>().ok()) {
            (_, Some(size)) => return file(first, Some(size)),
            (Some(size), None) => return file(second, Some(size)),
            // A header names its columns.
            (None, None) if is_size(second) || is_size(first) => {
                return Entry::Known;
            }
            (None, None) => {}
        }
    }
    file(line.trim().trim_matches('"'), None)
}

/// A header's word for the size.
fn is_size(word: &str) -> bool {
    ["size", "bytes", "サイズ"].iter().any(|known| word.eq_ignore_ascii_case(known))
}

fn file(path: &str, size: Option<u64>) -> Entry {
    let folder = path.ends_with(['/', '\\']);
    let path = clean(path);
    if folder {
        return Entry::Known;
    }
    let steps = path.split('/').any(|step| step == "..");
    if path.is_empty() || steps { Entry::Unknown } else { Entry::File(Listed { path, size }) }
}

/// A path as collections spell it: `/` between, nothing before.
fn clean(path: &str) -> String {
    let path = path.trim().replace('\\', "/");
    let drive = path.get(1..3) == Some(":/");
    let path = if drive { path.get(3..).unwrap_or_default() } else { &path };
    let steps = path.split('/').filter(|step| !step.is_empty() && *step != ".");
    steps.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(text: &str) -> Vec<(String, Option<u64>)> {
        files(text).0.into_iter().map(|file| (file.path, file.size)).collect()
    }

    fn one(path: &str, size: impl Into<Option<u64>>) -> (String, Option<u64>) {
        (path.to_owned(), size.into())
    }

    #[test]
    fn the_usual_forms_are_understood() {
        assert_eq!(
            listed("Path,Size\nHR/list.xlsx,1200\n\"a, b.pdf\",7\n"),
            [one("HR/list.xlsx", 1200), one("a, b.pdf", 7)]
        );
        assert_eq!(
            listed("1200\t./HR/list.xlsx\r\n7\tD:\\share\\注文書.pdf\n"),
            [one("HR/list.xlsx", 1200), one("share/注文書.pdf", 7)]
        );
        assert_eq!(listed("HR/list.xlsx\nHR/\n"), [one("HR/list.xlsx", None)]);
        let ls = "./HR:\ntotal 12\n-rw-r--r-- 1 a b 1200 Aug  5 10:00 list of staff.xlsx\ndrwxr-xr-x 2 a b 4096 Aug  5 10:00 old\n\n./HR/old:\ntotal 0\n-rw-r--r--. 1 a b 7 Aug  5  2020 x.txt\n";
        assert_eq!(listed(ls), [one("HR/list of staff.xlsx", 1200), one("HR/old/x.txt", 7)]);
        let find = "  131 4 -rw-r--r--   1 root root  55 Aug  5 10:00 ./a/b c.txt\n";
        assert_eq!(listed(find), [one("a/b c.txt", 55)]);
    }

    #[test]
    fn what_leaves_the_root_is_no_file_and_is_counted() {
        assert_eq!(
            files("../../etc/passwd\nok.txt\n"),
            (vec![Listed { path: "ok.txt".into(), size: None }], 1)
        );
        assert_eq!(files(&"x".repeat(5_000)).1, 1);
    }
}
