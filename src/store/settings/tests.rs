//! Tests of the settings: what is kept, and that nothing of the user's is written over.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail loudly"
)]
#![allow(clippy::disallowed_methods, reason = "tests prepare files by other means than those they test")]

use std::collections::HashMap;
use std::fs;

use super::*;
use crate::store::test_folder::TestFolder;

fn some() -> Settings {
    Settings {
        theme: Theme::Dark,
        high_contrast: true,
        text_size: 18.5,
        measure: 72.0,
        line_height: 1.45,
        sans: true,
        moving: Moving::Links,
        suggestions: false,
        learned: serde_json::json!({"total": {"accepted": 3, "dismissed": 1}}),
        dismissed: vec!["0f".to_owned(), "a1".to_owned()],
        backups: false,
        name_in_lock: true,
        reviewer: "Айгүл Т.".to_owned(),
        recent: vec!["/a/Кыргызстан.json".into(), "/b \"c\".json".into()],
        extra: Extra::default(),
    }
}

#[test]
fn settings_come_back() {
    let folder = TestFolder::new();
    let home = folder.join("new").join("visavis");
    save_settings(&home, &some()).unwrap();
    assert_eq!(load_settings(&home), LoadedSettings { settings: some(), message: None });
    for theme in [Theme::System, Theme::Light, Theme::Dark] {
        let settings = Settings { theme, ..some() };
        save_settings(&home, &settings).unwrap();
        assert_eq!(load_settings(&home).settings, settings);
    }
}

#[test]
fn none_yet_is_no_trouble() {
    let folder = TestFolder::new();
    let loaded = load_settings(&folder.join("nowhere"));
    assert_eq!(loaded, LoadedSettings { settings: Settings::default(), message: None });
    assert_eq!(folder.names(), [""; 0], "reading made something");
}

#[test]
fn fields_of_a_newer_version_stay() {
    let folder = TestFolder::new();
    let newer =
        br#"{"theme":"light","zoom":{"x":1.50,"y":[null]},"reviewer":"A","later":12345678901234567890123}"#;
    folder.put("settings.json", newer);
    let loaded = load_settings(folder.path());
    assert_eq!(loaded.message, None);
    assert_eq!(loaded.settings.theme, Theme::Light);
    assert_eq!(loaded.settings.text_size, Settings::TEXT_SIZE);
    save_settings(folder.path(), &loaded.settings).unwrap();
    let text = fs::read_to_string(folder.join("settings.json")).unwrap();
    assert!(text.contains("1.50") && text.contains("12345678901234567890123"), "{text}");
    assert_eq!(load_settings(folder.path()).settings, loaded.settings);
}

#[test]
fn what_can_not_be_read_is_put_aside_and_never_written_over() {
    let broken: [&[u8]; 10] = [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        br#"{"theme":"pink"}"#,
        br#"{"theme":1}"#,
        br#"{"text_size":1e99}"#,
        br#"{"text_size":"big"}"#,
        br#"{"recent":[1]}"#,
        br#"{"reviewer":"A"} and more"#,
    ];
    let folder = TestFolder::new();
    for (index, bytes) in broken.into_iter().enumerate() {
        let case = String::from_utf8_lossy(bytes);
        folder.put("settings.json", bytes);
        let loaded = load_settings(folder.path());
        assert_eq!(loaded.settings, Settings::default(), "{case}");
        let kept = format!("settings.corrupt-{}.json", index + 1);
        let message = loaded.message.unwrap_or_else(|| panic!("says nothing of {case}"));
        assert!(message.contains(&kept), "{message}");
        save_settings(folder.path(), &loaded.settings).unwrap();
        assert_eq!(fs::read(folder.join(&kept)).unwrap(), bytes, "{case}");
    }
}

#[test]
fn a_folder_in_the_place_of_the_settings_is_survived() {
    let folder = TestFolder::new();
    fs::create_dir(folder.join("settings.json")).unwrap();
    let loaded = load_settings(folder.path());
    assert_eq!(loaded.settings, Settings::default());
    assert!(loaded.message.is_some());
    save_settings(folder.path(), &some()).unwrap();
    assert_eq!(load_settings(folder.path()).settings, some());
}

#[test]
fn a_huge_file_is_not_read() {
    let folder = TestFolder::new();
    let path = folder.put("settings.json", b"");
    fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(3 << 30).unwrap();
    let loaded = load_settings(folder.path());
    assert!(loaded.message.unwrap().contains("too large"));
}

#[test]
fn recent_dossiers_are_few_and_the_latest_is_first() {
    let mut settings = Settings::default();
    for n in 0..15 {
        settings.opened(Path::new(&format!("/{n}.json")));
    }
    settings.opened(Path::new("/9.json"));
    assert_eq!(settings.recent.len(), Settings::MOST_RECENT);
    assert_eq!(settings.recent[0], Path::new("/9.json"));
    assert_eq!(settings.recent[1], Path::new("/14.json"));
    assert_eq!(settings.recent.iter().filter(|path| *path == Path::new("/9.json")).count(), 1);
}

#[test]
fn the_folder_is_the_one_that_the_system_names() {
    let by = |variables: &[(&str, &str)]| {
        let map: HashMap<String, OsString> =
            variables.iter().map(|(name, value)| ((*name).to_owned(), OsString::from(value))).collect();
        folder_by(|name| map.get(name).cloned())
    };
    assert_eq!(by(&[]), None);
    assert_eq!(by(&[("VISAVIS_HOME", "/stick"), ("HOME", "/somewhere/a")]), Some("/stick".into()));
    if cfg!(all(unix, not(target_os = "macos"))) {
        assert_eq!(by(&[("HOME", "/somewhere/a")]), Some("/somewhere/a/.config/visavis".into()));
        let both = by(&[("HOME", "/somewhere/a"), ("XDG_CONFIG_HOME", "/config")]);
        assert_eq!(both, Some("/config/visavis".into()));
        let relative = by(&[("HOME", "/somewhere/a"), ("XDG_CONFIG_HOME", "config")]);
        assert_eq!(relative, Some("/somewhere/a/.config/visavis".into()));
    }
}

#[cfg(unix)]
#[test]
fn only_the_user_may_read_them() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = TestFolder::new();
    let home = folder.join("visavis");
    save_settings(&home, &some()).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&home), 0o700);
    assert_eq!(mode(&home.join("settings.json")), 0o600);
}
