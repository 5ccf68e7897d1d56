//! Samples of a time, and what they say: the middle one and the slow ones, never a mean.
//!
//! Must not know: what was timed.

use std::time::{Duration, Instant};

/// Times in seconds, in rising order.
pub(crate) struct Samples(Vec<f64>);

impl Samples {
    /// At least five of them.
    pub(crate) fn new(times: impl IntoIterator<Item = Duration>) -> Self {
        let mut times: Vec<f64> = times.into_iter().map(|time| time.as_secs_f64()).collect();
        assert!(times.len() >= 5, "a middle needs at least five samples");
        times.sort_by(f64::total_cmp);
        Self(times)
    }

    /// Takes samples for about `seconds`, at least `least` of them, after a tenth as warm-up.
    ///
    /// `sample` prepares as it likes, times what counts, and cleans up untimed.
    pub(crate) fn take(seconds: f64, least: usize, mut sample: impl FnMut() -> Duration) -> Self {
        let warm_up = Instant::now();
        loop {
            sample();
            if warm_up.elapsed().as_secs_f64() > seconds / 10.0 {
                break;
            }
        }
        let started = Instant::now();
        let mut times = Vec::new();
        while times.len() < least.max(5) || started.elapsed().as_secs_f64() < seconds {
            times.push(sample());
        }
        Self::new(times)
    }

    /// The sample that so many per mille of all do not exceed.
    fn at(&self, per_mille: usize) -> f64 {
        self.0[((self.0.len() - 1) * per_mille).div_ceil(1000)]
    }

    /// The middle one, in milliseconds.
    pub(crate) fn p50_ms(&self) -> f64 {
        self.at(500) * 1e3
    }

    /// The one that 99 of 100 do not exceed, in milliseconds.
    #[allow(dead_code, reason = "frames are judged by it")]
    pub(crate) fn p99_ms(&self) -> f64 {
        self.at(990) * 1e3
    }

    /// The middle one, in microseconds.
    pub(crate) fn p50_us(&self) -> f64 {
        self.at(500) * 1e6
    }
}

/// How long something takes, and what it gives.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let started = Instant::now();
    let result = std::hint::black_box(work());
    (started.elapsed(), result)
}
