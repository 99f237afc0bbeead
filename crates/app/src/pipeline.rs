//! The whole job: intake → scan → attribute → resolve → expose → claim → assess → disclose.
//! Commands and the console only call this.

use crate::cli::Lang;
use crate::error::UserError;
use crate::pool::Instructions;
use crate::stages::{assess, attribute, claim, disclose, expose, resolve, scan};
use candor_case::Case;
use candor_engine::disclose::Facts;

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
}

/// Does whatever is not done yet, every stage.
pub async fn run(case: &mut Case, settings: Settings) -> Result<Ran, UserError> {
    let scanned = scan::run(case, settings.jobs, &settings.readers).await?;
    attribute::run(case).await?;
    let resolved = resolve::run(case).await?;
    let exposed = expose::run(case).await?;
    claim::run(case).await?;
    assess::run(case).await?;
    let disclosed = disclose::run(case, settings.lang).await?;
    Ok(Ran {
        documents_scanned: scanned.documents,
        resolved,
        exposed,
        disclosed,
        unconfined: scanned.unconfined,
    })
}
