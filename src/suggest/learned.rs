//! What the reviewer's own decisions teach: of which kinds of proposal more were accepted, of which
//! more dismissed. Counts and nothing else, so that they can be looked at, kept and cleared.
//!
//! Must not know: where the counts are kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How often proposals with a feature were accepted and dismissed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Counted {
    /// Accepted.
    pub accepted: u32,
    /// Dismissed.
    pub dismissed: u32,
}

impl Counted {
    fn add(&mut self, accepted: bool) {
        let count = if accepted { &mut self.accepted } else { &mut self.dismissed };
        *count = count.saturating_add(1);
    }

    fn all(self) -> f32 {
        self.accepted as f32 + self.dismissed as f32
    }
}

/// Counts per cue, tag, kind of link and other features of proposals.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Learned {
    /// All decisions.
    pub total: Counted,
    /// By feature, such as "cue:en.concern.raise".
    pub features: BTreeMap<String, Counted>,
}

/// Decisions that a feature must have before its own share counts half.
const SLOW: f32 = 3.0;
/// How far all features together can move a score, in log-odds.
const FARTHEST: f32 = 2.5;

impl Learned {
    /// Counts a decision on a proposal with these features.
    pub fn count<S: AsRef<str>>(&mut self, features: &[S], accepted: bool) {
        self.total.add(accepted);
        for feature in features {
            match self.features.get_mut(feature.as_ref()) {
                Some(counted) => counted.add(accepted),
                None => {
                    self.features.entry(feature.as_ref().to_owned()).or_default().add(accepted);
                }
            }
        }
    }

    /// Takes a decision back, as undo does.
    pub fn forget<S: AsRef<str>>(&mut self, features: &[S], accepted: bool) {
        let take = |counted: &mut Counted| {
            let count = if accepted { &mut counted.accepted } else { &mut counted.dismissed };
            *count = count.saturating_sub(1);
        };
        take(&mut self.total);
        for feature in features {
            self.features.get_mut(feature.as_ref()).into_iter().for_each(take);
        }
        self.features.retain(|_, counted| *counted != Counted::default());
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Whether nothing was decided yet.
    pub fn is_empty(&self) -> bool {
        self.total == Counted::default() && self.features.is_empty()
    }

    /// A score, 0 to 1, as the decisions on proposals with these features change it.
    ///
    /// Method: naive Bayes. Each feature adds the log-odds of its own share of accepted proposals,
    /// drawn towards the share of all while there are few, less the log-odds of the share of all.
    pub fn rescore<S: AsRef<str>>(&self, score: f32, features: &[S]) -> f32 {
        if self.is_empty() {
            return score;
        }
        let share = (self.total.accepted as f32 + 1.0) / (self.total.all() + 2.0);
        let moved: f32 = features
            .iter()
            .filter_map(|feature| self.features.get(feature.as_ref()))
            .map(|counted| {
                let own = (counted.accepted as f32 + SLOW * share) / (counted.all() + SLOW);
                log_odds(own) - log_odds(share)
            })
            .sum();
        let odds = log_odds(score) + moved.clamp(-FARTHEST, FARTHEST);
        1.0 / (1.0 + (-odds).exp())
    }
}

fn log_odds(share: f32) -> f32 {
    let share = share.clamp(0.01, 0.99);
    (share / (1.0 - share)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_move_scores_and_can_be_taken_back() {
        let mut learned = Learned::default();
        assert_eq!(learned.rescore(0.6, &["cue:a"]), 0.6);
        for _ in 0..5 {
            learned.count(&["cue:a", "tag:x"], true);
            learned.count(&["cue:b", "tag:x"], false);
        }
        let score = |learned: &Learned, cue: &str| learned.rescore(0.6, &[cue, "tag:x"]);
        assert!(score(&learned, "cue:a") > 0.75, "{}", score(&learned, "cue:a"));
        assert!(score(&learned, "cue:b") < 0.4, "{}", score(&learned, "cue:b"));
        assert!((score(&learned, "cue:c") - 0.6).abs() < 0.01, "a tag that says nothing moves nothing");
        let text = serde_json::to_string(&learned).unwrap();
        assert_eq!(serde_json::from_str::<Learned>(&text).unwrap(), learned);
        for _ in 0..5 {
            learned.forget(&["cue:a", "tag:x"], true);
            learned.forget(&["cue:b", "tag:x"], false);
        }
        assert!(learned.is_empty(), "{learned:?}");
        learned.count(&["cue:a"], true);
        learned.clear();
        assert!(learned.is_empty());
    }

    #[test]
    fn much_dismissed_does_not_become_impossible() {
        let mut learned = Learned::default();
        for _ in 0..1000 {
            learned.count(&["cue:a"], false);
            learned.count(&["cue:b"], true);
        }
        assert!(learned.rescore(0.9, &["cue:a"]) > 0.3);
    }
}
