//! The structure of a PDF: which words are a heading, a paragraph, a cell, a link, for programs that
//! read aloud or take the text out again.
//!
//! A tag joins the tree when words are first drawn under it, so that the tree has the order in which
//! the memo is read.
//! Must not know: where words stand on a page, or what they look like.

use pdf_writer::types::{ListNumbering, StructRole, TableHeaderScope};
use pdf_writer::{Chunk, Finish as _, Name, Ref, TextStr};

/// The place of a tag in [`Tags`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TagId(usize);

/// What a tag holds, in order.
#[derive(Debug, Clone, Copy)]
enum Kid {
    Tag(TagId),
    /// Words: the page and their number on it.
    Words(usize, i32),
    /// A link's area: its number in the document.
    Area(usize),
}

struct Tag {
    role: StructRole,
    parent: Option<TagId>,
    joined: bool,
    kids: Vec<Kid>,
    language: String,
    title: String,
}

impl TagId {
    /// The place.
    pub(super) fn place(self) -> usize {
        self.0
    }
}

/// All tags of a document.
pub(super) struct Tags {
    tags: Vec<Tag>,
}

impl Tags {
    /// The tag of the whole document.
    pub(super) const ROOT: TagId = TagId(0);

    /// Only the root.
    pub(super) fn new() -> Self {
        let root = Tag {
            role: StructRole::Document,
            parent: None,
            joined: true,
            kids: Vec::new(),
            language: String::new(),
            title: String::new(),
        };
        Self { tags: vec![root] }
    }

    /// A new tag below another; it joins the tree with its first words.
    pub(super) fn add(&mut self, parent: TagId, role: StructRole) -> TagId {
        let (language, title) = (String::new(), String::new());
        self.tags.push(Tag { role, parent: Some(parent), joined: false, kids: Vec::new(), language, title });
        TagId(self.tags.len() - 1)
    }

    /// Says in which language (BCP 47) the words of a tag are.
    pub(super) fn set_language(&mut self, tag: TagId, language: &str) {
        if let Some(tag) = self.tags.get_mut(tag.0) {
            language.clone_into(&mut tag.language);
        }
    }

    /// Gives a tag a name, which lists of the structure show.
    pub(super) fn set_title(&mut self, tag: TagId, title: &str) {
        if let Some(tag) = self.tags.get_mut(tag.0) {
            title.clone_into(&mut tag.title);
        }
    }

    /// Lets a tag join the tree now, also without words, as an empty cell does.
    pub(super) fn join(&mut self, id: TagId) {
        // Upwards until one has joined already.
        let mut now = Some(id);
        while let Some(id) = now {
            let Some(tag) = self.tags.get_mut(id.0).filter(|tag| !tag.joined) else { return };
            tag.joined = true;
            now = tag.parent;
            if let Some(parent) = now.and_then(|parent| self.tags.get_mut(parent.0)) {
                parent.kids.push(Kid::Tag(id));
            }
        }
    }

    /// Notes words of a tag: the page and their number on it.
    pub(super) fn words(&mut self, tag: TagId, page: usize, number: i32) {
        self.kid(tag, Kid::Words(page, number));
    }

    /// Notes the area of a link, by its number in the document.
    pub(super) fn area(&mut self, tag: TagId, area: usize) {
        self.kid(tag, Kid::Area(area));
    }

    fn kid(&mut self, id: TagId, kid: Kid) {
        self.join(id);
        if let Some(tag) = self.tags.get_mut(id.0) {
            tag.kids.push(kid);
        }
    }

    /// How many tags there are.
    pub(super) fn len(&self) -> usize {
        self.tags.len()
    }

    /// Writes all that joined. `name` tells the reference of a tag, `pages` those of the pages,
    /// `areas` those of the links' areas with their pages.
    pub(super) fn write(
        &self,
        chunk: &mut Chunk,
        root: Ref,
        name: impl Fn(TagId) -> Ref,
        pages: &[Ref],
        areas: &[(Ref, Ref)],
    ) {
        for (place, tag) in self.tags.iter().enumerate().filter(|(_, tag)| tag.joined) {
            let mut element = chunk.struct_element(name(TagId(place)));
            element.kind(tag.role);
            element.parent(tag.parent.map_or(root, &name));
            if !tag.language.is_empty() {
                element.lang(TextStr(&tag.language));
            }
            if !tag.title.is_empty() {
                element.title(TextStr(&tag.title));
            }
            match tag.role {
                StructRole::TH => {
                    let mut attributes = element.attributes();
                    attributes.push().table().scope(TableHeaderScope::Column);
                }
                StructRole::L => {
                    let mut attributes = element.attributes();
                    attributes.push().list().list_numbering(ListNumbering::Disc);
                }
                _ => {}
            }
            let mut kids = element.children();
            for kid in &tag.kids {
                match *kid {
                    Kid::Tag(kid) => {
                        kids.struct_element(name(kid));
                    }
                    Kid::Words(page, number) => {
                        if let Some(page) = pages.get(page) {
                            kids.marked_content_ref().page(*page).marked_content_id(number);
                        }
                    }
                    Kid::Area(area) => {
                        if let Some((area, page)) = areas.get(area) {
                            kids.object_ref().page(*page).object(*area);
                        }
                    }
                }
            }
            kids.finish();
        }
    }
}

/// The name under which words of a tag are marked in a page's stream.
pub(super) const MARK: Name<'static> = Name(b"Span");
