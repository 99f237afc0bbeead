//! Containers. Members are handed out one by one; what cannot be taken is a member with a reason.

mod cab;
pub(crate) mod disk;
pub(crate) mod iso;
mod rar;
mod sevenz;
mod stream;
mod tar;
mod zip;

pub use cab::read as cab;
pub use rar::read as rar;
pub use sevenz::read as sevenz;
pub use stream::read as stream;
pub use tar::read as tar;
pub use zip::{join as join_zip, read as zip};

use crate::{Host, Limits, Member, Reading, reason_of};
use candor_facts::{Document, HowRead, UnreadReason};
use std::io::Read;

/// What is left of a container's allowance.
pub(super) struct Budget<'a> {
    limits: &'a Limits,
    bytes: u64,
    members: usize,
    host: &'a mut dyn Host,
}

impl<'a> Budget<'a> {
    pub fn new<'b: 'a>(reading: &'a mut Reading<'b>) -> Self {
        let limits = &reading.options.limits;
        Self {
            limits,
            bytes: limits.expanded_bytes_max,
            members: limits.members_max,
            host: &mut *reading.host,
        }
    }

    /// What a member may hold that must lie in memory as a whole.
    fn allowance(&self) -> u64 {
        self.bytes.min(self.limits.member_bytes_max)
    }

    fn is_spent(&self) -> bool {
        self.members == 0
    }

    fn hand_out(&mut self, mut member: Member) {
        self.members = self.members.saturating_sub(1);
        if let Ok(content) = &member.content {
            self.bytes = self.bytes.saturating_sub(content.len() as u64);
        }
        member.name = safe_name(&member.name);
        self.host.member(member);
    }

    /// Reads one member and hands it out, a large one as a stream, or the reason why not. One that will not end
    /// leaves room for those after it.
    fn take(&mut self, member: Member, from: &mut dyn Read) {
        self.take_up_to(self.bytes / 2, member, from);
    }

    /// Reads the only member.
    fn take_only(&mut self, member: Member, from: &mut dyn Read) {
        self.take_up_to(self.bytes, member, from);
    }

    fn take_up_to(&mut self, most: u64, mut member: Member, from: &mut dyn Read) {
        let mut metered = Metered { from, left: most };
        let mut first = Vec::new();
        let held = metered.by_ref().take(self.limits.held_bytes_max).read_to_end(&mut first);
        if (first.len() as u64) < self.limits.held_bytes_max || held.is_err() {
            member.content = held.map(|_| first).map_err(|error| reason_of(&error));
            return self.hand_out(member);
        }
        self.members = self.members.saturating_sub(1);
        member.name = safe_name(&member.name);
        self.host.stream(member, &mut first.as_slice().chain(&mut metered));
        self.bytes = self.bytes.saturating_sub(most - metered.left);
    }

    /// Hands a member out without content.
    fn refuse(&mut self, member: Member, reason: UnreadReason, detail: &str) {
        self.hand_out(Member { content: Err((reason, detail.to_owned())), ..member });
    }

    /// The content of a member that must be whole before it counts.
    fn content(&self, from: &mut dyn Read) -> Result<Vec<u8>, (UnreadReason, String)> {
        let mut content = Vec::new();
        let read = Metered { from, left: self.allowance() }.read_to_end(&mut content);
        read.map(|_| content).map_err(|error| reason_of(&error))
    }

    /// Whether a member can be read to its end within what is left.
    fn is_whole(&self, from: &mut dyn Read) -> bool {
        let mut metered = Metered { from, left: self.bytes / 2 };
        std::io::copy(&mut metered, &mut std::io::sink()).is_ok()
    }

    fn document(self, kind: &str) -> Document {
        let document = Document::read(kind, HowRead::Container, Vec::new());
        if self.is_spent() {
            return partly(
                document,
                UnreadReason::Limit,
                format!("members after {}", self.limits.members_max),
            );
        }
        document
    }
}

/// Ends in an error where more would be read than is left.
struct Metered<'a> {
    from: &'a mut dyn Read,
    left: u64,
}

impl Read for Metered<'_> {
    fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
        if self.left == 0 && !to.is_empty() {
            let at_end = self.from.read(&mut [0])? == 0;
            return if at_end { Ok(0) } else { Err(std::io::ErrorKind::FileTooLarge.into()) };
        }
        let count = (&mut *self.from).take(self.left).read(to)?;
        self.left -= count as u64;
        Ok(count)
    }
}

/// What a reader is told of a member that no password opens.
const LOCKED: &str = "opens only with a password";

/// What a reader is told of a member that the n-th password of the user's list opened.
fn opened_with(number: usize) -> String {
    format!("opened with password {number} of the list")
}

/// A container without text of its own is partly read when some members are missing.
fn partly(mut document: Document, reason: UnreadReason, detail: String) -> Document {
    document.state = candor_facts::ReadState::PartlyRead;
    document.reason = Some(reason);
    document.detail = detail;
    document
}

/// A name that cannot climb out or fool a terminal: parts `..`, roots, drive letters, control
/// characters and text-direction overrides are neutralised. The raw bytes stay in the record.
fn safe_name(name: &str) -> String {
    let name: String = name
        .replace('\\', "/")
        .chars()
        .map(|c| {
            if c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}') {
                '\u{FFFD}'
            } else {
                c
            }
        })
        .collect();
    let parts: Vec<&str> =
        name.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    let safe: Vec<&str> =
        parts.into_iter().map(|part| if part == ".." { "__" } else { part }).collect();
    if safe.is_empty() { "unnamed".to_owned() } else { safe.join("/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_climb_out() {
        assert_eq!(safe_name("../../etc/passwd"), "__/__/etc/passwd");
        assert_eq!(safe_name("/abs\\dos"), "abs/dos");
        assert_eq!(safe_name("a\u{202E}fdp.exe\x1b[2J"), "a\u{FFFD}fdp.exe\u{FFFD}[2J");
        assert_eq!(safe_name("./"), "unnamed");
    }

    #[test]
    fn a_bomb_leaves_room_for_those_after_it() {
        let mut writer = ::zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, bytes) in [("bomb", 100_000), ("small", 500), ("smaller", 50)] {
            let options = ::zip::write::SimpleFileOptions::default();
            writer.start_file(name, options).unwrap();
            std::io::Write::write_all(&mut writer, &vec![b'a'; bytes]).unwrap();
        }
        let zip = writer.finish().unwrap().into_inner();
        let limits = Limits { expanded_bytes_max: 4000, held_bytes_max: 100, ..Limits::default() };
        let options = crate::Options { limits, ..crate::Options::default() };
        let mut host = crate::testing::Kept::default();
        crate::testing::read(&zip, &options, &mut host);
        let sizes: Vec<Option<usize>> =
            host.members.iter().map(|m| m.content.as_ref().ok().map(Vec::len)).collect();
        assert_eq!(sizes, [None, Some(500), Some(50)]);
    }
}
