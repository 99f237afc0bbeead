//! `candor-lab train`: learns the taggers. `candor-lab eval`: measures detection on public sets.
//! `candor-lab unfold`: the marked papers of `suite/papers` as a dump with its truth.
//! Both are chores of developers; nothing of this is in the product.

#![expect(clippy::print_stdout, reason = "a chore says what it does")]
#![expect(
    clippy::cast_precision_loss,
    reason = "counts and losses are small and only shown or averaged"
)]

mod corpora;
mod dictionary;
mod eval;
mod learn;
mod papers;
mod readings;
mod trainer;
mod tree;
mod unfold;

use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "usage: candor-lab train CORPORA LISTS OUT | candor-lab tune CORPORA LISTS OUT | \
candor-lab eval CORPORA [names|personal|ids|cuad] | candor-lab speed FILE… | \
candor-lab readings ENAMDICT IPADIC_NAMES OUT | candor-lab unfold SET OUT [open|held|all]";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["train", corpora, lists, out] => {
            learn::learn(&PathBuf::from(corpora), &PathBuf::from(lists), &PathBuf::from(out))
        }
        ["tune", corpora, lists, out] => {
            learn::tune(&PathBuf::from(corpora), &PathBuf::from(lists), &PathBuf::from(out))
        }
        ["readings", enamdict, ipadic, out] => {
            readings::pack(&PathBuf::from(enamdict), &PathBuf::from(ipadic), &PathBuf::from(out))
        }
        ["unfold", set, out] => unfold::unfold(set.as_ref(), out.as_ref(), unfold::Half::All),
        ["unfold", set, out, half] => match unfold::Half::parse(half) {
            Some(half) => unfold::unfold(set.as_ref(), out.as_ref(), half),
            None => Err(USAGE.to_owned()),
        },
        ["speed", files @ ..] => papers::speed(files),
        ["eval", corpora, sets @ ..] => eval::eval(&PathBuf::from(corpora), sets),
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
