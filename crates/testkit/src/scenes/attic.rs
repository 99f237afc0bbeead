//! What lies about in every office: a mailbox, an archive of another kind, papers that were scanned.

use super::{APPLICANT, Prop, Stage, by_lang};
use crate::formats::pdf;
use crate::people::{Lang, pick};
use crate::{scan, write_7z};
use std::io::Result;

const MAILS_IN_BOX: usize = 5;

impl Stage<'_> {
    pub(super) fn attic(&mut self) -> Result<()> {
        self.mailbox()?;
        self.stored_archive()?;
        for number in 0..self.plan.scans {
            let lang = pick(&mut self.rng, &[Lang::Ja, Lang::Ja, Lang::Vi, Lang::En]);
            self.scanned(number, lang)?;
        }
        Ok(())
    }

    /// Mails of one person in one file, in the mbox format.
    fn mailbox(&mut self) -> Result<()> {
        let mut bytes = Vec::new();
        let mut mails = Vec::new();
        for _ in 0..MAILS_IN_BOX {
            let mail = self.mail_with(Lang::Ja, false)?;
            bytes.extend(b"From sender@mail.example Mon Aug  5 10:00:00 2024\n");
            bytes.extend(mail.bytes.iter().filter(|byte| **byte != b'\r'));
            bytes.push(b'\n');
            mails.push(mail);
        }
        let name = "受信トレイ.mbox".to_owned();
        let seat = mails.first().map_or(0, |mail| mail.seat);
        let place = format!("{}/{:05}_{name}", self.folder(seat, Lang::Ja, "email"), self.written);
        for (number, mail) in (1..).zip(mails) {
            self.note(&Prop { name: format!("{place}!/{number:05}.eml"), ..mail });
        }
        self.place(container(name, bytes, ("mbox", "email"), Lang::Ja, seat))
    }

    fn stored_archive(&mut self) -> Result<()> {
        let inside = [self.minutes(Lang::Vi)?, self.cv(Lang::Vi)?];
        let entries: Vec<_> =
            inside.iter().map(|prop| (prop.name.clone(), prop.bytes.clone())).collect();
        let name = "luu_tru_cu.7z".to_owned();
        let seat = inside.first().map_or(0, |prop| prop.seat);
        let place = format!("{}/{:05}_{name}", self.folder(seat, Lang::Vi, "other"), self.written);
        for prop in inside {
            self.note(&Prop { name: format!("{place}!/{}", prop.name), ..prop });
        }
        let bytes = write_7z::pack(&entries);
        self.place(container(name, bytes, ("7z", "other"), Lang::Vi, seat))
    }

    /// An application on paper as a picture: every other one in a PDF.
    fn scanned(&mut self, number: usize, lang: Lang) -> Result<()> {
        let Some((person, blocks)) = self.cv_text(lang) else { return Ok(()) };
        let printed = pdf(&self.font, &format!("scan-{number}"), &blocks)?;
        let picture = scan::first_page(&printed, &mut self.rng)?;
        let stem = by_lang(lang, ["スキャン", "ban_quet", "scan"]);
        let (bytes, media_type) = if number.is_multiple_of(2) {
            (scan::pdf(&picture)?, "pdf")
        } else {
            (scan::png(&picture)?, "png")
        };
        self.place(Prop {
            name: format!("{stem}_{number}.{media_type}"),
            bytes,
            media_type,
            doc_class: "cv",
            lang,
            seat: self.people[person].seat,
            people: vec![(person, APPLICANT)],
            scan: true,
            expected: "read",
        })
    }
}

fn container(
    name: String,
    bytes: Vec<u8>,
    (media_type, doc_class): (&'static str, &'static str),
    lang: Lang,
    seat: usize,
) -> Prop {
    let people = vec![];
    Prop { name, bytes, media_type, doc_class, lang, seat, people, scan: false, expected: "read" }
}
