//! Taking files in: walk, hash, seal, record. Nothing is followed out of the root, nothing is
//! skipped without a reason, and names that are not UTF-8 are kept byte for byte.

use crate::evidence::hash_stream;
use crate::tables::ItemRow;
use crate::{CaseError, Evidence, Result};
use candor_facts::UnreadReason;
use std::ffi::OsStr;
use std::fs::{self, File, Metadata};
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileTypeExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// How a collection is taken in.
#[derive(Clone, Debug)]
pub struct IntakeOptions {
    pub collection: String,
    /// Leave the bytes where they are and record hash and place only.
    pub in_place: bool,
}

/// Told while files are taken in; the command line shows it.
pub trait Progress {
    fn advance(&self, files: u64, bytes: u64);
    /// Whether the user asked to stop.
    fn stopped(&self) -> bool;
}

/// An item whose content could not be sealed, with its reason.
#[derive(Clone, Debug)]
pub struct Unsealed {
    pub path: String,
    pub detail: String,
}

/// What one intake did.
#[derive(Clone, Debug, Default)]
pub struct IntakeOutcome {
    pub files: u64,
    pub bytes: u64,
    pub already_known: u64,
    pub unsealed: Vec<Unsealed>,
}

/// A file found by the walk: its real place and its name inside the collection.
pub(crate) struct Found {
    pub place: PathBuf,
    pub name: Vec<u8>,
}

/// Lists everything below `root` in a fixed order, without following symbolic links.
/// A single file is listed under its own name.
pub(crate) fn walk(root: &Path) -> Result<Vec<Found>> {
    let about = fs::symlink_metadata(root).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => CaseError::MissingPath { path: root.to_path_buf() },
        _ => CaseError::io("read", root, &e),
    })?;
    if !about.is_dir() {
        let name = root.file_name().unwrap_or(OsStr::new("file")).as_bytes().to_vec();
        return Ok(vec![Found { place: root.to_path_buf(), name }]);
    }
    let mut found = Vec::new();
    let mut pending = vec![(root.to_path_buf(), Vec::new())];
    while let Some((folder, prefix)) = pending.pop() {
        let Ok(entries) = fs::read_dir(&folder) else {
            found.push(Found { place: folder, name: prefix });
            continue;
        };
        for entry in entries {
            let Ok(entry) = entry else {
                found.push(Found { place: folder.clone(), name: prefix.clone() });
                break;
            };
            let mut name = prefix.clone();
            if !name.is_empty() {
                name.push(b'/');
            }
            name.extend_from_slice(entry.file_name().as_bytes());
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => pending.push((entry.path(), name)),
                _ => found.push(Found { place: entry.path(), name }),
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// Takes one found file in and returns its row.
pub(crate) fn take(found: &Found, options: &IntakeOptions, evidence: &Evidence) -> Result<ItemRow> {
    let mut row = blank_row(found, options);
    let about = match fs::symlink_metadata(&found.place) {
        Ok(about) => about,
        Err(error) => {
            return Ok(
                row.unsealed(UnreadReason::Corrupt, format!("cannot be read: {}", error.kind()))
            );
        }
    };
    row.modified = modified(&about);
    if let Some(detail) = not_a_file(&found.place, &about) {
        return Ok(row.unsealed(UnreadReason::Unsupported, detail));
    }
    let mut file = match open_without_following(&found.place) {
        Ok(file) => file,
        Err(error) => {
            return Ok(
                row.unsealed(UnreadReason::Corrupt, format!("cannot be opened: {}", error.kind()))
            );
        }
    };
    row.size = about.len();
    let mut reader = Counting { inner: &mut file, failed: None };
    let digest = if options.in_place {
        hash_stream(&mut reader).map_err(|e| CaseError::io("read", &found.place, &e))
    } else {
        evidence.seal(&mut reader)
    };
    let failure = reader.failed.take();
    match (digest, failure) {
        (_, Some(kind)) => Ok(row.unsealed(UnreadReason::Corrupt, format!("read error: {kind}"))),
        (Err(error), None) => Err(error),
        (Ok(digest), None) => {
            row.size = digest.size;
            row.sha256 = Some(digest.sha256);
            row.blake3 = Some(digest.blake3);
            row.place = options.in_place.then(|| found.place.to_string_lossy().into_owned());
            if changed_meanwhile(&about, &found.place) {
                row.detail.push_str("changed while it was being read; sealed as read");
            }
            Ok(row)
        }
    }
}

fn blank_row(found: &Found, options: &IntakeOptions) -> ItemRow {
    let (path, raw) = match std::str::from_utf8(&found.name) {
        Ok(text) => (text.to_owned(), None),
        Err(_) => (escape_name(&found.name), Some(found.name.clone())),
    };
    ItemRow { collection: options.collection.clone(), path, path_raw: raw, ..ItemRow::default() }
}

/// Writes a name that is not UTF-8 with `\xNN` for each foreign byte, so that no two collide.
pub fn escape_name(name: &[u8]) -> String {
    let mut out = String::new();
    for chunk in name.utf8_chunks() {
        out.push_str(chunk.valid());
        for byte in chunk.invalid() {
            out.push_str(&format!("\\x{byte:02X}"));
        }
    }
    out
}

fn not_a_file(place: &Path, about: &Metadata) -> Option<String> {
    let kind = about.file_type();
    if kind.is_symlink() {
        let target = fs::read_link(place).map(|t| t.display().to_string()).unwrap_or_default();
        return Some(format!("symbolic link to {target}; links are recorded, never followed"));
    }
    if kind.is_dir() {
        return Some("folder that cannot be listed".to_owned());
    }
    let name = if kind.is_fifo() {
        "named pipe"
    } else if kind.is_socket() {
        "socket"
    } else if kind.is_block_device() || kind.is_char_device() {
        "device"
    } else {
        return None;
    };
    Some(format!("{name}; not opened"))
}

/// Opens without following a link that was swapped in since the walk, and without blocking.
fn open_without_following(place: &Path) -> std::io::Result<File> {
    fs::OpenOptions::new().read(true).custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK).open(place)
}

fn changed_meanwhile(before: &Metadata, place: &Path) -> bool {
    fs::symlink_metadata(place).map_or(true, |after| {
        (before.len(), before.mtime(), before.mtime_nsec(), before.ino())
            != (after.len(), after.mtime(), after.mtime_nsec(), after.ino())
    })
}

fn modified(about: &Metadata) -> Option<String> {
    let time = about.modified().ok()?;
    jiff::Timestamp::try_from(time).ok().map(|t| t.to_string())
}

/// Remembers a read error of the source, to tell it from a write error of the store.
struct Counting<'a> {
    inner: &'a mut File,
    failed: Option<std::io::ErrorKind>,
}

impl Read for Counting<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        self.inner.read(buffer).inspect_err(|error| self.failed = Some(error.kind()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options() -> IntakeOptions {
        IntakeOptions { collection: "leak".to_owned(), in_place: false }
    }

    #[test]
    fn links_and_pipes_are_recorded_and_never_followed() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("dump");
        fs::create_dir(&root).unwrap();
        fs::write(dir.path().join("secret.txt"), "outside").unwrap();
        std::os::unix::fs::symlink("../secret.txt", root.join("link.txt")).unwrap();
        fs::write(root.join("a.txt"), "inside").unwrap();
        let store = Evidence::new(dir.path().join("evidence"));
        let rows: Vec<_> =
            walk(&root).unwrap().iter().map(|f| take(f, &options(), &store).unwrap()).collect();
        assert_eq!(rows.iter().map(|r| r.path.as_str()).collect::<Vec<_>>(), ["a.txt", "link.txt"]);
        assert_eq!(rows[0].size, 6);
        assert_eq!(rows[1].sha256, None);
        assert_eq!(rows[1].reason.as_deref(), Some("unsupported"));
        assert!(rows[1].detail.contains("never followed"));
    }

    #[test]
    fn names_that_are_not_utf8_are_kept_byte_for_byte() {
        let dir = tempfile::tempdir().unwrap();
        let name = OsStr::from_bytes(b"\x8e\x52.txt");
        fs::write(dir.path().join(name), "x").unwrap();
        let found = walk(dir.path()).unwrap();
        let store = Evidence::new(dir.path().join("e"));
        let row = take(&found[0], &options(), &store).unwrap();
        assert_eq!(row.path, "\\x8ER.txt");
        assert_eq!(row.path_raw.as_deref(), Some(&b"\x8e\x52.txt"[..]));
    }

    #[test]
    fn a_missing_root_is_an_error_that_says_so() {
        let error = walk(Path::new("/no/such/place")).err().unwrap();
        assert!(error.to_string().contains("does not exist"));
    }
}
