//! What a reader is given of a document: the bytes of its sealed files, or the place of a large one, which
//! the reader maps. Either way the files are hashed before a reader sees them.

use crate::error::UserError;
use crate::pool::{Task, Volume};
use candor_case::{Evidence, Scratch, hash_stream, sha256_hex};
use candor_extract::{Kind, Limits};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Bytes by which a format is told when a reader died of a document.
const HEAD_BYTES: u64 = 64 << 10;

/// A document, checked and ready to be read.
pub struct Content {
    /// Bytes of the files together.
    pub bytes: u64,
    /// The lengths of the files that it is put together from.
    pub lengths: Vec<u64>,
    lies: Lies,
}

enum Lies {
    Memory(Vec<u8>),
    /// Sealed evidence, as it was when it was hashed.
    File(PathBuf, Option<SystemTime>),
    /// A set of volumes, put together for the time of reading.
    Scratch(Scratch),
}

/// Why a document is not opened.
pub struct TooLarge(pub String);

impl Content {
    /// The outer error says that evidence is missing or was changed.
    pub fn of(task: &Task, evidence: &Evidence) -> Result<Result<Self, TooLarge>, UserError> {
        let alone = [Volume { sha256: task.sha256.clone(), place: task.place.clone() }];
        let files = if task.volumes.is_empty() { &alone[..] } else { &task.volumes[..] };
        let lengths: Vec<u64> = files.iter().map(|file| length(&file.place)).collect();
        let bytes = lengths.iter().fold(0_u64, |sum, length| sum.saturating_add(*length));
        let limits = Limits::default();
        if bytes > limits.document_bytes_max {
            return Ok(Err(TooLarge(format!("larger than {} bytes", limits.document_bytes_max))));
        }
        let lies = match files {
            _ if bytes <= limits.held_bytes_max => Lies::Memory(held(files)?),
            [file] => {
                let since = modified(&file.place);
                check(file)?;
                Lies::File(file.place.clone(), since)
            }
            files => {
                let places: Vec<&Path> = files.iter().map(|file| file.place.as_path()).collect();
                let (scratch, digests) = evidence.joined(&places)?;
                let mut pairs = files.iter().zip(&digests);
                if let Some((file, _)) = pairs.find(|(file, digest)| digest.sha256 != file.sha256) {
                    return Err(changed(&file.place));
                }
                Lies::Scratch(scratch)
            }
        };
        Ok(Ok(Self { bytes, lengths, lies }))
    }

    /// The bytes that go over the pipe.
    pub fn piped(&self) -> &[u8] {
        match &self.lies {
            Lies::Memory(bytes) => bytes,
            Lies::File(..) | Lies::Scratch(_) => &[],
        }
    }

    /// The file that the reader maps.
    pub fn mapped(&self) -> Option<&Path> {
        match &self.lies {
            Lies::Memory(_) => None,
            Lies::File(place, _) => Some(place),
            Lies::Scratch(scratch) => Some(scratch.place()),
        }
    }

    /// The format that its first bytes show.
    pub fn kind(&self) -> &'static str {
        let mut head = Vec::new();
        match self.mapped().map(File::open) {
            None => return Kind::of(self.piped()).name(),
            // What cannot be opened any more has no format to tell.
            Some(file) => drop(file.and_then(|file| file.take(HEAD_BYTES).read_to_end(&mut head))),
        }
        Kind::of(&head).name()
    }

    /// A file that others may reach can be changed while it is being read.
    pub fn check_unchanged(&self) -> Result<(), UserError> {
        match &self.lies {
            Lies::File(place, before)
                if length(place) != self.bytes || modified(place) != *before =>
            {
                Err(changed(place))
            }
            Lies::File(..) | Lies::Memory(_) | Lies::Scratch(_) => Ok(()),
        }
    }
}

/// A file that is missing counts as empty here; opening it says so.
pub fn length(place: &Path) -> u64 {
    std::fs::metadata(place).map_or(0, |about| about.len())
}

fn modified(place: &Path) -> Option<SystemTime> {
    std::fs::metadata(place).and_then(|about| about.modified()).ok()
}

/// The bytes of sealed files one behind the other, as they were when they were taken in.
fn held(files: &[Volume]) -> Result<Vec<u8>, UserError> {
    let mut all = Vec::new();
    for file in files {
        let bytes = std::fs::read(&file.place).map_err(|e| unreadable(&file.place, &e))?;
        if sha256_hex(&bytes) != file.sha256 {
            return Err(changed(&file.place));
        }
        if files.len() == 1 {
            return Ok(bytes);
        }
        all.extend(bytes);
    }
    Ok(all)
}

fn check(file: &Volume) -> Result<(), UserError> {
    let digest = File::open(&file.place).and_then(|mut bytes| hash_stream(&mut bytes));
    let digest = digest.map_err(|e| unreadable(&file.place, &e))?;
    if digest.sha256 == file.sha256 { Ok(()) } else { Err(changed(&file.place)) }
}

fn unreadable(place: &Path, error: &std::io::Error) -> UserError {
    UserError::damaged(format!(
        "sealed evidence cannot be read: {}: {error}\nhint: run `candor verify` to see what else is missing",
        place.display()
    ))
}

fn changed(place: &Path) -> UserError {
    UserError::damaged(format!(
        "evidence changed since it was taken in: {}\nhint: run `candor verify`; restore the file, or take the new version in as another collection",
        place.display()
    ))
}
