//! The program's settings: a small file of their own that holds nothing of any dossier's text.
//!
//! Must not know: what the window does with them.

use std::ffi::OsString;
use std::fmt;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use serde::Serialize as _;
use serde_json::{Map, Value};

use super::file::{OpenError, read_bounded};
use super::fs::{Fs as _, RealFs, make_private_folder};
use super::safe_save::{Backup, Expectation, Privacy, save_bytes};
use super::save_error::SaveError;
use crate::model::Extra;

/// Light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// The word in the file.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [Self::System, Self::Light, Self::Dark].into_iter().find(|theme| theme.word() == word)
    }
}

/// How the two statements scroll.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Moving {
    /// Each by itself.
    #[default]
    Apart,
    /// The other follows to what is linked, or on the same topic.
    Links,
    /// Both at the same share of their length.
    Share,
}

impl Moving {
    /// The word in the file.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Apart => "apart",
            Self::Links => "links",
            Self::Share => "share",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [Self::Apart, Self::Links, Self::Share].into_iter().find(|moving| moving.word() == word)
    }
}

/// What the program remembers between starts.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Light or dark.
    pub theme: Theme,
    /// Stronger colours and lines.
    pub high_contrast: bool,
    /// Size of the reading text, in points.
    pub text_size: f32,
    /// The longest line of reading text, in letters of usual width.
    pub measure: f32,
    /// From line to line, in sizes of the text.
    pub line_height: f32,
    /// Reading text without serifs.
    pub sans: bool,
    /// How the two statements scroll.
    pub moving: Moving,
    /// Suggest passages and links.
    pub suggestions: bool,
    /// What was learned from accepted and dismissed suggestions: counts without words of any text.
    pub learned: Value,
    /// Names of dismissed suggestions, the latest last.
    pub dismissed: Vec<String>,
    /// Keep the last states of every dossier that is saved, in a private folder.
    pub backups: bool,
    /// Let others who open the same dossier see the reviewer's name.
    pub name_in_lock: bool,
    /// Name under which the reviewer works; empty until they gave one.
    pub reviewer: String,
    /// Dossiers opened last, the latest first, at most [`Settings::MOST_RECENT`].
    pub recent: Vec<PathBuf>,
    /// Fields that a newer version may have added.
    pub extra: Extra,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            high_contrast: false,
            text_size: Self::TEXT_SIZE,
            measure: Self::MEASURE,
            line_height: Self::LINE_HEIGHT,
            sans: false,
            moving: Moving::Apart,
            suggestions: true,
            learned: Value::Null,
            dismissed: Vec::new(),
            backups: true,
            name_in_lock: false,
            reviewer: String::new(),
            recent: Vec::new(),
            extra: Extra::default(),
        }
    }
}

impl Settings {
    /// How many dossiers are remembered.
    pub const MOST_RECENT: usize = 10;
    /// Size of the reading text where nothing else was chosen, in points.
    pub const TEXT_SIZE: f32 = 16.0;
    /// Sizes that can be read, in points.
    pub const TEXT_SIZES: RangeInclusive<f32> = 8.0..=72.0;
    /// The longest line where nothing else was chosen, in letters.
    pub const MEASURE: f32 = 68.0;
    /// Lines that can be read, in letters.
    pub const MEASURES: RangeInclusive<f32> = 30.0..=120.0;
    /// From line to line where nothing else was chosen, in sizes of the text.
    pub const LINE_HEIGHT: f32 = 1.6;
    /// Distances from line to line that can be read, in sizes of the text.
    pub const LINE_HEIGHTS: RangeInclusive<f32> = 1.2..=2.4;

    /// Puts a dossier at the head of those opened last.
    pub fn opened(&mut self, path: &Path) {
        self.recent.retain(|recent| recent != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(Self::MOST_RECENT);
    }
}

/// Settings with what there is to tell about them.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadedSettings {
    /// The settings, the default ones where none could be read.
    pub settings: Settings,
    /// What went wrong and where the unreadable file is now.
    pub message: Option<String>,
}

/// The folder in which the program keeps its settings.
///
/// `VISAVIS_HOME` where that is set (a stick, a test), else the place that the system has for it.
/// `None` where the system names no home at all.
#[must_use]
pub fn settings_folder() -> Option<PathBuf> {
    folder_by(|name| std::env::var_os(name).filter(|value| !value.is_empty()))
}

fn folder_by(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let path = |name: &str| variable(name).map(PathBuf::from);
    if let Some(home) = path("VISAVIS_HOME") {
        return Some(home);
    }
    if cfg!(windows) {
        // Not the roaming folder: that one is copied to a server at log-off.
        return path("LOCALAPPDATA").map(|local| local.join("visavis"));
    }
    if cfg!(target_os = "macos") {
        return path("HOME").map(|home| home.join("Library/Application Support/visavis"));
    }
    // A relative path there is invalid by the XDG specification.
    path("XDG_CONFIG_HOME")
        .filter(|config| config.is_absolute())
        .or_else(|| path("HOME").map(|home| home.join(".config")))
        .map(|config| config.join("visavis"))
}

/// Settings are far smaller; a larger file is something else.
const MOST_BYTES: u64 = 4 << 20;

/// Reads the settings in `folder`.
///
/// A file that can't be understood is renamed to `settings.corrupt-N.json` and kept, so that the
/// next save does not write over what the user may want back.
#[must_use]
pub fn load_settings(folder: &Path) -> LoadedSettings {
    let path = file_in(folder);
    let problem = match read_bounded(&path, MOST_BYTES) {
        Ok(bytes) => match read(&bytes) {
            Ok(settings) => return LoadedSettings { settings, message: None },
            Err(problem) => problem,
        },
        Err(OpenError::Missing { .. }) => {
            return LoadedSettings { settings: Settings::default(), message: None };
        }
        // Nothing is known about what is in it: it stays where it is.
        Err(error @ OpenError::Disk { .. }) => {
            let message = format!("the settings could not be read, so the usual ones are in use: {error}");
            return LoadedSettings { settings: Settings::default(), message: Some(message) };
        }
        Err(error) => error.to_string(),
    };
    let kept = match quarantine(&path, folder) {
        Ok(kept) => format!("the old file is kept as «{}»", kept.display()),
        Err(error) => format!("the old file could not be put aside ({error})"),
    };
    let message = format!("the settings could not be read ({problem}), so the usual ones are in use; {kept}");
    LoadedSettings { settings: Settings::default(), message: Some(message) }
}

/// Saves the settings in `folder`, which is made where it is missing, for the user alone.
///
/// # Errors
///
/// [`SaveError`]; the settings that were there are still there.
pub fn save_settings(folder: &Path, settings: &Settings) -> Result<(), SaveError> {
    let path = file_in(folder);
    if !folder.is_dir() {
        make_private_folder(folder).map_err(|source| SaveError::Disk {
            path: path.clone(),
            step: "making its folder",
            source,
        })?;
    }
    let bytes = write(settings).map_err(|error| SaveError::Unfaithful { what: error.to_string() })?;
    save_bytes(&path, &bytes, Expectation::Anything, Backup::Drop, Privacy::Private).map(|_| ())
}

fn file_in(folder: &Path) -> PathBuf {
    folder.join("settings.json")
}

fn quarantine(path: &Path, folder: &Path) -> std::io::Result<PathBuf> {
    let free = (1..=999)
        .map(|n| folder.join(format!("settings.corrupt-{n}.json")))
        .find(|candidate| candidate.symlink_metadata().is_err())
        .ok_or_else(|| std::io::Error::other("there are too many such files already"))?;
    RealFs.rename(path, &free)?;
    Ok(free)
}

fn write(settings: &Settings) -> Result<Vec<u8>, serde_json::Error> {
    let Settings {
        theme,
        high_contrast,
        text_size,
        measure,
        line_height,
        sans,
        moving,
        suggestions,
        learned,
        dismissed,
        backups,
        name_in_lock,
        reviewer,
        recent,
        extra,
    } = settings;
    let mut map = Map::new();
    map.insert("theme".to_owned(), theme.word().into());
    map.insert("high_contrast".to_owned(), (*high_contrast).into());
    map.insert("text_size".to_owned(), number(*text_size));
    map.insert("measure".to_owned(), number(*measure));
    map.insert("line_height".to_owned(), number(*line_height));
    map.insert("sans".to_owned(), (*sans).into());
    map.insert("moving".to_owned(), moving.word().into());
    map.insert("suggestions".to_owned(), (*suggestions).into());
    if !learned.is_null() {
        map.insert("learned".to_owned(), learned.clone());
    }
    if !dismissed.is_empty() {
        map.insert("dismissed".to_owned(), dismissed.clone().into());
    }
    map.insert("backups".to_owned(), (*backups).into());
    map.insert("name_in_lock".to_owned(), (*name_in_lock).into());
    map.insert("reviewer".to_owned(), reviewer.as_str().into());
    // A path that is not Unicode can't stand in JSON; it is forgotten rather than spelled wrong.
    let recent: Vec<&str> = recent.iter().filter_map(|path| path.to_str()).collect();
    map.insert("recent".to_owned(), recent.into());
    for (key, value) in extra.iter() {
        map.entry(key.clone()).or_insert_with(|| value.clone());
    }
    let mut bytes = Vec::new();
    Value::Object(map).serialize(&mut serde_json::Serializer::pretty(&mut bytes))?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn read(bytes: &[u8]) -> Result<Settings, String> {
    let wrong = |what: &str| -> String { format!("its field «{what}» is not understood") };
    let mut map: Map<String, Value> = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
    let mut settings = Settings::default();
    if let Some(theme) = map.remove("theme") {
        settings.theme = theme.as_str().and_then(Theme::from_word).ok_or_else(|| wrong("theme"))?;
    }
    for (name, field, allowed) in [
        ("text_size", &mut settings.text_size, Settings::TEXT_SIZES),
        ("measure", &mut settings.measure, Settings::MEASURES),
        ("line_height", &mut settings.line_height, Settings::LINE_HEIGHTS),
    ] {
        if let Some(value) = map.remove(name) {
            *field = size(&value, &allowed).ok_or_else(|| wrong(name))?;
        }
    }
    for (name, field) in [
        ("high_contrast", &mut settings.high_contrast),
        ("sans", &mut settings.sans),
        ("suggestions", &mut settings.suggestions),
        ("backups", &mut settings.backups),
        ("name_in_lock", &mut settings.name_in_lock),
    ] {
        if let Some(value) = map.remove(name) {
            *field = value.as_bool().ok_or_else(|| wrong(name))?;
        }
    }
    if let Some(moving) = map.remove("moving") {
        settings.moving = moving.as_str().and_then(Moving::from_word).ok_or_else(|| wrong("moving"))?;
    }
    settings.learned = map.remove("learned").unwrap_or_default();
    if let Some(dismissed) = map.remove("dismissed") {
        let names = dismissed.as_array().ok_or_else(|| wrong("dismissed"))?;
        settings.dismissed = names.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    }
    if let Some(reviewer) = map.remove("reviewer") {
        settings.reviewer = reviewer.as_str().ok_or_else(|| wrong("reviewer"))?.to_owned();
    }
    if let Some(recent) = map.remove("recent") {
        let paths = recent.as_array().ok_or_else(|| wrong("recent"))?;
        settings.recent = paths
            .iter()
            .take(Settings::MOST_RECENT)
            .map(|path| path.as_str().map(PathBuf::from).ok_or_else(|| wrong("recent")))
            .collect::<Result<_, _>>()?;
    }
    settings.extra = Extra::new(map);
    Ok(settings)
}

/// A size as it stands in the file: as few digits as name it.
fn number(value: f32) -> Value {
    let digits = f64::from(value);
    Value::from((digits * 1000.0).round() / 1000.0)
}

/// A size within what can be read.
fn size(value: &Value, allowed: &RangeInclusive<f32>) -> Option<f32> {
    #[expect(clippy::cast_possible_truncation, reason = "a size needs no more precision")]
    let size = value.as_f64()? as f32;
    allowed.contains(&size).then_some(size)
}

impl fmt::Display for Theme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

#[cfg(test)]
mod tests;
