//! The whole job: intake → scan → attribute → resolve → expose → claim → assess → disclose.
//! Commands and the console only call this.

use crate::cli::Lang;
use crate::error::UserError;
use crate::pool::Instructions;
use crate::protocol::{Asked, Seconds};
use crate::stages::{assess, attribute, claim, disclose, expose, resolve, scan};
use candor_case::Case;
use candor_engine::disclose::Facts;
use std::time::Instant;

/// How a run is done.
#[derive(Clone)]
pub struct Settings {
    /// Processes that read documents.
    pub jobs: usize,
    pub readers: Instructions,
    pub lang: Lang,
}

/// What a run did; a stage that had nothing to do is false.
#[derive(Debug, Default)]
pub struct Ran {
    pub documents_scanned: u64,
    pub resolved: bool,
    pub exposed: bool,
    /// What the new report says, when one was written.
    pub disclosed: Option<Facts>,
    /// Layers of confinement that the kernel refused.
    pub unconfined: Vec<String>,
    /// The seconds that each stage took, in order.
    pub seconds: Vec<(&'static str, f64)>,
    /// What the readers spent their time on.
    pub readers: Seconds,
    /// Passages that a language model was shown.
    pub asked: Asked,
}

/// Does whatever is not done yet, every stage.
pub async fn run(case: &mut Case, settings: Settings) -> Result<Ran, UserError> {
    let mut clock = Clock { since: Instant::now(), seconds: Vec::new() };
    let scanned = scan::run(case, settings.jobs, &settings.readers).await?;
    clock.lap("scan");
    // The rule book is read while the persons are resolved.
    std::thread::spawn(|| drop(assess::rules()));
    attribute::run(case).await?;
    clock.lap("attribute");
    let resolved = resolve::run(case).await?;
    clock.lap("resolve");
    let exposed = expose::run(case).await?;
    clock.lap("expose");
    let list = disclose::list(case).await?;
    clock.lap("list");
    claim::run(case).await?;
    clock.lap("claim");
    assess::run(case).await?;
    clock.lap("assess");
    let disclosed = disclose::run(case, settings.lang, list).await?;
    clock.lap("disclose");
    Ok(Ran {
        documents_scanned: scanned.documents,
        resolved,
        exposed,
        disclosed,
        unconfined: scanned.unconfined,
        seconds: clock.seconds,
        readers: scanned.seconds,
        asked: scanned.asked,
    })
}

struct Clock {
    since: Instant,
    seconds: Vec<(&'static str, f64)>,
}

impl Clock {
    fn lap(&mut self, stage: &'static str) {
        self.seconds.push((stage, self.since.elapsed().as_secs_f64()));
        self.since = Instant::now();
    }
}
