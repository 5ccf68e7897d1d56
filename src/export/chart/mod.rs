//! Charts: a picture made once as a list of shapes, and written as SVG or PNG.
//!
//! Must not know: how a status is worked out, or where a file goes.

mod coverage;
mod letters;
mod png;
mod scene;
mod svg;
mod timeline;

use super::ink::{QUIET, TEXT};
use super::words::Words;
use super::{ExportError, ExportFormat, ExportOptions};
use crate::analysis::Overview;
use crate::model::Dossier;
use letters::Letters;
use scene::{Group, Scene};

/// Where what stands under the title begins, in points.
const HEAD: f32 = 92.0;

/// What is shown.
#[derive(Debug, Clone, Copy)]
pub(super) enum Chart {
    /// What each side raised, by status.
    Coverage,
    /// How topics moved from meeting to meeting.
    Timeline,
}

impl Chart {
    fn scene(
        self,
        dossier: &Dossier,
        overview: &Overview,
        options: &ExportOptions,
        letters: &Letters,
    ) -> Result<Scene, ExportError> {
        match self {
            Self::Coverage => coverage::scene(dossier, overview, options, letters),
            Self::Timeline => timeline::scene(dossier, overview, options, letters),
        }
    }

    /// The chart as SVG; `format` stands in what is said where it can't be one.
    pub(super) fn svg(
        self,
        dossier: &Dossier,
        overview: &Overview,
        options: &ExportOptions,
        format: ExportFormat,
    ) -> Result<Vec<u8>, ExportError> {
        let scene = self.scene(dossier, overview, options, &Letters::load())?;
        svg::write(&scene).map_err(|reason| ExportError::Unwritable { format, reason })
    }

    /// The chart as PNG; `format` stands in what is said where it can't be one.
    pub(super) fn png(
        self,
        dossier: &Dossier,
        overview: &Overview,
        options: &ExportOptions,
        format: ExportFormat,
    ) -> Result<Vec<u8>, ExportError> {
        let letters = Letters::load();
        let scene = self.scene(dossier, overview, options, &letters)?;
        png::write(&scene, &letters).map_err(|reason| ExportError::Unwritable { format, reason })
    }
}

/// Title, dossier and day of export, from `edge` on.
fn head(
    dossier: &Dossier,
    options: &ExportOptions,
    title: &str,
    letters: &Letters,
    (edge, width): (f32, f32),
) -> Group {
    let words = Words::of(options.language);
    let mut group = Group::default();
    group.text((edge, 38.0), title, 18.0, true, TEXT);
    let day = format!(" · {} {}", words.exported, words.day(options.exported));
    let room = (width - 2.0 * edge) / 1.12 - letters.width(&day, 12.5, false);
    let name = letters.shortened(dossier.title(), room, 12.5, false);
    if name != dossier.title() {
        group.title = dossier.title().to_owned();
    }
    group.text((edge, 60.0), format!("{name}{day}"), 12.5, false, QUIET);
    group
}
