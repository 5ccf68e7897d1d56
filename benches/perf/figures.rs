//! What was measured, as a table for people or as JSON for programs.
//!
//! Must not know: how anything was measured.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use crate::targets::target;

/// One figure.
#[derive(Debug, Clone)]
struct Figure {
    key: &'static str,
    workload: String,
    value: f64,
}

/// All figures, in the order in which they were measured.
#[derive(Debug, Default)]
pub(crate) struct Figures(Vec<Figure>);

impl Figures {
    /// Notes a figure under its key; its unit and what it should be stand in `targets.rs`.
    pub(crate) fn note(&mut self, key: &'static str, workload: &str, value: f64) {
        self.0.push(Figure { key, workload: workload.to_owned(), value });
    }

    /// A line per figure: value, unit, what may be handed over and what is wanted, and whether it is
    /// reached.
    pub(crate) fn table(&self) -> String {
        let mut table = format!(
            "{:<20} {:<14} {:>11} {:<4} {:>9} {:>9}\n",
            "figure", "workload", "value", "", "pass", "aim"
        );
        for figure in &self.0 {
            let target = target(figure.key, &figure.workload);
            let limit = |limit: Option<f64>| limit.map_or(String::new(), |limit| format!("{limit}"));
            let mark = match (target.pass, target.aim) {
                (_, Some(aim)) if figure.value <= aim => "aim",
                (Some(pass), _) if figure.value <= pass => "pass",
                (Some(_), _) => "MISSED",
                (None, _) => "",
            };
            let _ = writeln!(
                table,
                "{:<20} {:<14} {:>11.3} {:<4} {:>9} {:>9}  {mark}",
                figure.key,
                figure.workload,
                figure.value,
                target.unit,
                limit(target.pass),
                limit(target.aim),
            );
        }
        table
    }

    /// The values by their keys: of one workload (`flat`), or in an object for each workload.
    pub(crate) fn json(&self, flat: bool) -> Value {
        let mut all = Map::new();
        for figure in &self.0 {
            let value = json!((figure.value * 1e4).round() / 1e4);
            if flat {
                all.insert(figure.key.to_owned(), value);
            } else {
                let of_workload = all.entry(figure.workload.clone()).or_insert_with(|| json!({}));
                of_workload[figure.key] = value;
            }
        }
        Value::Object(all)
    }
}
