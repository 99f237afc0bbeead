//! `candor hand-over`: the package that an assessor verifies with public tools.

use crate::cli::HandOver as Args;
use crate::error::UserError;
use crate::output;
use candor_case::Case;

pub async fn run(args: &Args) -> Result<(), UserError> {
    let mut case = Case::open(&args.case).await?;
    let made = case.hand_over(&args.out, args.with_evidence).await?;
    output::line(format!(
        "{} files, {} bytes in {}\nseal {} (operation {})",
        made.files,
        made.bytes,
        args.out.display(),
        made.seal,
        made.operation
    ))?;
    eprintln!("hint: {}/data/VERIFY.md says how to verify it", args.out.display());
    if !args.with_evidence {
        eprintln!("note: the evidence itself is not in it; --with-evidence adds it");
    }
    Ok(())
}
