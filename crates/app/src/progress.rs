//! What the user sees while something takes long, and how the user stops it.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

static STOPPED: AtomicBool = AtomicBool::new(false);

/// Whether the user pressed Ctrl-C.
pub fn stopped() -> bool {
    STOPPED.load(Ordering::Relaxed)
}

/// The first Ctrl-C asks the stages to stop at the next safe point, the second ends at once.
pub fn stop_on_interrupt(runtime: &tokio::runtime::Runtime) {
    runtime.spawn(async {
        while tokio::signal::ctrl_c().await.is_ok() {
            if STOPPED.swap(true, Ordering::Relaxed) {
                std::process::exit(i32::from(crate::error::EXIT_STOPPED));
            }
            eprintln!("\nstopping after the work at hand; press Ctrl-C again to stop at once");
        }
    });
}

/// Seconds between two lines where there is no terminal to draw a bar on.
const LINE_SECONDS: u64 = 10;

/// A bar with rate and time left; plain lines where standard error is no terminal.
pub struct Bar {
    drawn: ProgressBar,
    stage: &'static str,
    unit: &'static str,
    started: Instant,
    next_line: AtomicU64,
}

impl Bar {
    pub fn new(stage: &'static str, unit: &'static str, total: u64) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let target =
            if terminal { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target((total > 0).then_some(total), target);
        let counted = "{prefix:8} {bar:28} {pos}/{len} {msg}  {per_sec}  {eta} left";
        let open = "{prefix:8} {spinner} {pos} {msg}  {per_sec}";
        let style = ProgressStyle::with_template(if total > 0 { counted } else { open });
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> "));
        bar.set_prefix(stage);
        bar.set_message(unit);
        if terminal {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Self {
            drawn: bar,
            stage,
            unit,
            started: Instant::now(),
            next_line: AtomicU64::new(LINE_SECONDS),
        }
    }

    pub fn advance(&self, count: u64) {
        self.drawn.inc(count);
        let elapsed = self.started.elapsed().as_secs();
        let due = self.next_line.load(Ordering::Relaxed);
        if self.drawn.is_hidden() && elapsed >= due {
            self.next_line.store(elapsed + LINE_SECONDS, Ordering::Relaxed);
            let rate = self.drawn.position() / elapsed.max(1);
            let of = self.drawn.length().map(|total| format!(" of {total}")).unwrap_or_default();
            eprintln!(
                "{}: {}{of} {} after {elapsed} s, {rate}/s",
                self.stage,
                self.drawn.position(),
                self.unit
            );
        }
    }

    pub fn finish(&self) {
        self.drawn.finish_and_clear();
    }
}

impl candor_case::Progress for Bar {
    fn advance(&self, files: u64, _bytes: u64) {
        self.advance(files);
    }

    fn stopped(&self) -> bool {
        stopped()
    }
}
