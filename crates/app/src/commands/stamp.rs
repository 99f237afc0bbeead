//! `candor stamp`: time-stamps over the ledger's chain, for a time-stamp authority to give.

use crate::cli::{Stamp as Args, Stamping};
use crate::error::UserError;
use crate::output;
use crate::stages::disclose::write;
use candor_case::{Case, CaseError};

pub async fn run(args: &Args) -> Result<(), UserError> {
    match &args.step {
        Stamping::Request { out } => {
            let mut case = Case::open_to_read(&args.case).await?;
            let (number, request) = case.stamp_request().await?;
            write(out, &request)?;
            output::line(format!("{}  asks for a stamp over operation {number}", out.display()))?;
            eprintln!(
                "hint: send it to your time-stamp authority (Content-Type: application/timestamp-query),"
            );
            eprintln!("then `candor stamp {} attach ANSWER.tsr`", args.case.display());
            Ok(())
        }
        Stamping::Attach { answer } => {
            let bytes = std::fs::read(answer).map_err(|e| CaseError::io("read", answer, &e))?;
            let mut case = Case::open(&args.case).await?;
            let (number, stamp) = case.attach_stamp(&bytes).await?;
            output::line(format!(
                "attached: it says that operation {number} and all before it existed at {} (serial {})",
                output::safe(&stamp.time),
                stamp.serial
            ))?;
            eprintln!(
                "hint: its signature is not checked here; `candor stamp {} extract` tells how",
                args.case.display()
            );
            Ok(())
        }
        Stamping::Extract { number, out } => {
            let mut case = Case::open_to_read(&args.case).await?;
            let operations = case.operations().await?;
            let stamp = operations.iter().find(|op| op.seq == *number);
            let answer = stamp.and_then(candor_case::Operation::stamp_answer).ok_or_else(|| {
                UserError::input(format!(
                    "operation {number} attached no time-stamp\nhint: `candor stamp CASE attach` says the number"
                ))
            })?;
            write(out, &answer)?;
            let hash = stamp.and_then(|op| op.detail.get("hash")?.as_str()).unwrap_or_default();
            output::line(format!(
                "openssl ts -verify -in {} -digest {hash} -CAfile AUTHORITY.pem",
                out.display()
            ))
        }
    }
}
