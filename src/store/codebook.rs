//! The codebook between file and model, and the one that comes with the program.
//!
//! Must not know: which passages use a tag.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use super::disk::{As, CodebookFile, Digit, FamilyFile, LevelFile, LinkKindFile, TagFile, Text, Words};
use crate::model::{
    Codebook, CodebookError, Family, FamilyId, LinkKind, LinkKindId, Local, StrengthLevel, Tag, TagId,
};

/// The codebook that a new dossier starts with.
#[must_use]
pub fn default_codebook() -> Arc<Codebook> {
    static CODEBOOK: OnceLock<Arc<Codebook>> = OnceLock::new();
    let read = || {
        let file = serde_json::from_str(include_str!("../../assets/codebook/default.json")).ok()?;
        from_file(file).ok()
    };
    // A test reads the same file; an empty codebook can't come out of a program that passed it.
    CODEBOOK.get_or_init(|| Arc::new(read().unwrap_or_default())).clone()
}

/// The model's codebook.
pub(super) fn from_file(file: CodebookFile<'_>) -> Result<Codebook, CodebookError> {
    let CodebookFile { tags, link_kinds, strengths, extra } = file;
    let tags = tags
        .into_iter()
        .map(|tag| Tag {
            id: TagId::new(tag.id.as_str()),
            name: local(tag.name),
            role: tag.role.0,
            letter: tag.letter.into_string(),
            key: tag.key.map(|key| key.0),
            colour: tag.colour.0,
            family: FamilyId::new(tag.family.as_str()),
            cameo: tag.cameo.into_iter().map(Text::into_string).collect(),
            definition: local(tag.definition),
            use_when: local(tag.use_when),
            not_when: local(tag.not_when),
            extra: tag.extra.into_owned(),
        })
        .collect();
    let link_kinds = link_kinds
        .into_iter()
        .map(|kind| LinkKind {
            id: LinkKindId::new(kind.id.as_str()),
            name: local(kind.name),
            passive: local(kind.passive),
            letter: kind.letter.0,
            effect: kind.effect.0,
            definition: local(kind.definition),
            extra: kind.extra.into_owned(),
        })
        .collect();
    let strengths = strengths
        .into_iter()
        .map(|family| Family {
            id: FamilyId::new(family.id.as_str()),
            name: local(family.name),
            levels: family
                .levels
                .into_iter()
                .map(|level| StrengthLevel {
                    level: level.level.0,
                    verbs: level.verbs.into_owned(),
                    extra: level.extra.into_owned(),
                })
                .collect(),
            extra: family.extra.into_owned(),
        })
        .collect();
    Codebook::new(tags, link_kinds, strengths, extra.into_owned())
}

/// The file's codebook.
pub(super) fn to_file(codebook: &Codebook) -> CodebookFile<'_> {
    CodebookFile {
        tags: codebook
            .tags()
            .iter()
            .map(|tag| TagFile {
                id: tag.id.as_str().into(),
                name: words(&tag.name),
                role: As(tag.role),
                letter: tag.letter.as_str().into(),
                key: tag.key.map(Digit),
                colour: As(tag.colour),
                family: tag.family.as_str().into(),
                cameo: tag.cameo.iter().map(|code| code.as_str().into()).collect(),
                definition: words(&tag.definition),
                use_when: words(&tag.use_when),
                not_when: words(&tag.not_when),
                extra: Cow::Borrowed(&tag.extra),
            })
            .collect(),
        link_kinds: codebook
            .link_kinds()
            .iter()
            .map(|kind| LinkKindFile {
                id: kind.id.as_str().into(),
                name: words(&kind.name),
                passive: words(&kind.passive),
                letter: As(kind.letter),
                effect: As(kind.effect),
                definition: words(&kind.definition),
                extra: Cow::Borrowed(&kind.extra),
            })
            .collect(),
        strengths: codebook
            .strengths()
            .iter()
            .map(|family| FamilyFile {
                id: family.id.as_str().into(),
                name: words(&family.name),
                levels: family
                    .levels
                    .iter()
                    .map(|level| LevelFile {
                        level: Digit(level.level),
                        verbs: Cow::Borrowed(&level.verbs),
                        extra: Cow::Borrowed(&level.extra),
                    })
                    .collect(),
                extra: Cow::Borrowed(&family.extra),
            })
            .collect(),
        extra: Cow::Borrowed(codebook.extra()),
    }
}

fn local(words: Words<'_>) -> Local {
    words.0.into_iter().map(|(language, words)| (language.into_string(), words.into_string())).collect()
}

fn words(local: &Local) -> Words<'_> {
    let words = local.iter().map(|(language, words)| (language.into(), words.into())).collect();
    super::disk::Keyed(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_codebook_of_the_program_has_the_keys_and_the_kinds_of_the_design() {
        let file = serde_json::from_str(include_str!("../../assets/codebook/default.json")).unwrap();
        from_file(file).unwrap();
        let codebook = default_codebook();
        let keys: Vec<&str> = (1..=9).map(|key| codebook.tag_for_key(key).unwrap().id.as_str()).collect();
        let expected = [
            "concern",
            "response",
            "agreement",
            "commitment",
            "action",
            "request",
            "rejection",
            "criticism",
            "position",
        ];
        assert_eq!(keys, expected);
        let kinds = [
            "answers",
            "answers_in_part",
            "deflects",
            "rejects",
            "denies",
            "agrees_with",
            "contradicts",
            "repeats",
            "elaborates",
            "confirms",
            "same_topic",
        ];
        for kind in kinds {
            assert!(codebook.link_kind(&LinkKindId::new(kind)).is_some(), "{kind}");
        }
        for tag in codebook.tags() {
            assert!(codebook.family(&tag.family).is_some(), "{} has no ladder", tag.id);
            assert!(!tag.definition.is_empty(), "{} has no definition", tag.id);
        }
        for family in codebook.strengths() {
            let levels: Vec<u8> = family.levels.iter().map(|level| level.level).collect();
            assert_eq!(levels, [1, 2, 3, 4, 5], "{}", family.id);
            assert!(family.levels.iter().all(|level| level.verbs.contains_key("en")), "{}", family.id);
        }
    }
}
