//! Containers. Members are handed out one by one; what cannot be taken is a member with a reason.

mod cab;
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

use crate::formats::read_bounded;
use crate::{Host, Limits, Member, Reading};
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

    /// Reads one member and hands it out, or the reason why not.
    fn take(&mut self, mut member: Member, from: &mut dyn Read) {
        member.content = self.content(from);
        self.hand_out(member);
    }

    /// Hands a member out without content.
    fn refuse(&mut self, member: Member, reason: UnreadReason, detail: &str) {
        self.hand_out(Member { content: Err((reason, detail.to_owned())), ..member });
    }

    fn content(&self, from: &mut dyn Read) -> Result<Vec<u8>, (UnreadReason, String)> {
        match read_bounded(&mut { from }, self.allowance()) {
            Ok(Ok(content)) => Ok(content),
            Ok(Err(())) => Err((UnreadReason::Limit, "expands to more than allowed".to_owned())),
            Err(error) if error.kind() == std::io::ErrorKind::Unsupported => {
                Err((UnreadReason::Unsupported, "compression method is not supported".to_owned()))
            }
            Err(error) if error.kind() == std::io::ErrorKind::OutOfMemory => {
                Err((UnreadReason::Limit, "needs more memory than allowed".to_owned()))
            }
            Err(_) => Err((UnreadReason::Corrupt, "its data is damaged".to_owned())),
        }
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
}
