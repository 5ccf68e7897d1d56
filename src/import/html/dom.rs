//! A page as a tree: what the parser builds, with no more of it than a reader of text needs.
//!
//! Must not know: what on a page is text and what surrounds it.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use html5ever::tendril::{StrTendril, TendrilSink as _};
use html5ever::tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, ExpandedName, ParseOpts, QualName, parse_document};

use crate::import::{Format, ImportError};

/// Nodes that a page may have.
const MAX_NODES: usize = 2_000_000;
/// How deep its elements may be nested. Pages that people read stay below a hundred.
const MAX_DEPTH: usize = 600;
/// Words that stand in one tag outside quotation marks.
const MAX_ATTRIBUTES: usize = 2_000;
/// Bytes that are parsed between two looks at the limits.
const CHUNK: usize = 4096;

/// The attributes that are kept.
const KEPT: &[&str] = &[
    "class",
    "id",
    "href",
    "content",
    "property",
    "name",
    "itemprop",
    "datetime",
    "lang",
    "role",
    "style",
    "hidden",
    "type",
    "rel",
    "start",
    "value",
    "aria-hidden",
    "data-testid",
    "title",
];

/// Characters of a class, an id or a style that are kept: they are looked at for every block.
const MOST_NAMES: usize = 500;

/// An attribute's value, as far as it is kept.
fn value(name: &str, value: &str) -> Box<str> {
    if matches!(name, "class" | "id" | "style") {
        value.chars().take(MOST_NAMES).collect()
    } else {
        value.into()
    }
}

/// What a node is.
#[derive(Debug)]
pub(super) enum What {
    /// An element with its name and its attributes.
    Element(Box<str>, Vec<(Box<str>, Box<str>)>),
    /// Words.
    Text(String),
    /// A comment.
    Comment(Box<str>),
    /// The page itself.
    Page,
}

/// A node.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) what: What,
    pub(super) kids: Vec<usize>,
    pub(super) parent: Option<usize>,
    depth: usize,
}

/// A page.
#[derive(Debug)]
pub(super) struct Page {
    nodes: Vec<Node>,
    deepest: usize,
}

impl Page {
    /// Parses a page.
    ///
    /// # Errors
    ///
    /// Where it is larger or nested deeper than any page that people read.
    pub(super) fn parse(text: &str) -> Result<Self, ImportError> {
        let complex = |what: &str| Err(ImportError::complex(Format::Html, what));
        if has_huge_tag(text) {
            return complex("a tag in it has thousands of attributes");
        }
        let mut parser = parse_document(Sink::new(), ParseOpts::default());
        let mut rest = text;
        while !rest.is_empty() {
            let end = (CHUNK.min(rest.len())..=rest.len())
                .find(|at| rest.is_char_boundary(*at))
                .unwrap_or(rest.len());
            let (chunk, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            parser.process(chunk.into());
            let page = parser.tokenizer.sink.sink.page.borrow();
            if page.nodes.len() > MAX_NODES {
                return complex("it has millions of parts");
            }
            if page.deepest > MAX_DEPTH {
                return complex("its parts are nested hundreds deep");
            }
            rest = after;
        }
        let page = parser.finish();
        // What was moved while parsing may lie deeper than where it was put first.
        if page.deepest() > MAX_DEPTH {
            return complex("its parts are nested hundreds deep");
        }
        Ok(page)
    }

    fn deepest(&self) -> usize {
        let (mut stack, mut deepest) = (vec![(Self::ROOT, 0)], 0);
        while let Some((id, depth)) = stack.pop() {
            deepest = deepest.max(depth);
            stack.extend(self.kids(id).iter().map(|kid| (*kid, depth + 1)));
        }
        deepest
    }

    /// The page itself.
    pub(super) const ROOT: usize = 0;

    /// How many nodes there are; their ids are below.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// A node.
    pub(super) fn node(&self, id: usize) -> Option<&Node> {
        self.nodes.get(id)
    }

    /// The nodes in a node.
    pub(super) fn kids(&self, id: usize) -> &[usize] {
        self.nodes.get(id).map_or(&[], |node| &node.kids)
    }

    /// The element's name, in lower case; "" for other nodes.
    pub(super) fn name(&self, id: usize) -> &str {
        match self.nodes.get(id).map(|node| &node.what) {
            Some(What::Element(name, _)) => name,
            _ => "",
        }
    }

    /// An attribute.
    pub(super) fn attribute(&self, id: usize, name: &str) -> Option<&str> {
        match &self.nodes.get(id)?.what {
            What::Element(_, list) => list.iter().find(|(key, _)| **key == *name).map(|(_, value)| &**value),
            _ => None,
        }
    }

    /// All nodes in or below a node, in the order of the page.
    pub(super) fn below(&self, id: usize) -> impl Iterator<Item = usize> {
        let mut stack = vec![id];
        std::iter::from_fn(move || {
            let next = stack.pop()?;
            stack.extend(self.kids(next).iter().rev());
            Some(next)
        })
    }

    /// The words in or below a node.
    pub(super) fn words(&self, id: usize) -> String {
        let mut words = String::new();
        for id in self.below(id) {
            if let Some(Node { what: What::Text(text), .. }) = self.node(id) {
                words.push_str(text);
            }
        }
        words
    }
}

/// Whether a tag has more attributes than a parser compares in good time.
fn has_huge_tag(text: &str) -> bool {
    let (mut in_tag, mut quote, mut count, mut blank) = (false, None, 0, false);
    for byte in text.bytes() {
        match (in_tag, quote) {
            (false, _) => {
                in_tag = byte == b'<';
                (count, blank) = (0, false);
            }
            (true, Some(mark)) => {
                if byte == mark {
                    quote = None;
                }
            }
            (true, None) => match byte {
                b'>' => in_tag = false,
                b'"' | b'\'' => quote = Some(byte),
                b' ' | b'\t' | b'\r' | b'\n' | b'/' | 0xC => blank = true,
                _ if blank => {
                    (count, blank) = (count + 1, false);
                    if count > MAX_ATTRIBUTES {
                        // A "<" in prose opens no tag; then it is closed by the next one.
                        return true;
                    }
                }
                b'<' => count = 0,
                _ => {}
            },
        }
    }
    false
}

/// What the parser knows a node by.
#[derive(Debug, Clone)]
struct Handle {
    id: usize,
    name: Rc<QualName>,
}

/// Builds the page.
struct Sink {
    page: RefCell<Page>,
    nameless: Rc<QualName>,
}

impl Sink {
    fn new() -> Self {
        let root = Node { what: What::Page, kids: Vec::new(), parent: None, depth: 0 };
        let name = QualName::new(None, "".into(), "".into());
        Self { page: RefCell::new(Page { nodes: vec![root], deepest: 0 }), nameless: Rc::new(name) }
    }

    fn add(&self, what: What) -> usize {
        let mut page = self.page.borrow_mut();
        page.nodes.push(Node { what, kids: Vec::new(), parent: None, depth: 0 });
        page.nodes.len() - 1
    }

    /// The node, or the text node before it that the words went to.
    fn placed(&self, parent: usize, at: usize, child: NodeOrText<Handle>) {
        let id = match child {
            NodeOrText::AppendNode(handle) => {
                self.detach(handle.id);
                handle.id
            }
            NodeOrText::AppendText(text) => {
                let mut page = self.page.borrow_mut();
                let before = at.checked_sub(1).and_then(|at| page.kids(parent).get(at).copied());
                if let Some(Node { what: What::Text(words), .. }) =
                    before.and_then(|id| page.nodes.get_mut(id))
                {
                    words.push_str(&text);
                    return;
                }
                drop(page);
                self.add(What::Text(text.to_string()))
            }
        };
        let mut page = self.page.borrow_mut();
        let depth = page.node(parent).map_or(0, |node| node.depth + 1);
        page.deepest = page.deepest.max(depth);
        if let Some(node) = page.nodes.get_mut(id) {
            (node.parent, node.depth) = (Some(parent), depth);
        }
        if let Some(node) = page.nodes.get_mut(parent) {
            node.kids.insert(at.min(node.kids.len()), id);
        }
    }

    fn detach(&self, id: usize) {
        let mut page = self.page.borrow_mut();
        let Some(parent) = page.nodes.get_mut(id).and_then(|node| node.parent.take()) else { return };
        if let Some(node) = page.nodes.get_mut(parent)
            && let Some(at) = node.kids.iter().rposition(|kid| *kid == id)
        {
            node.kids.remove(at);
        }
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Page;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Page {
        self.page.into_inner()
    }

    fn get_document(&self) -> Handle {
        Handle { id: Page::ROOT, name: Rc::clone(&self.nameless) }
    }

    fn get_template_contents(&self, target: &Handle) -> Handle {
        // Nothing in a template is shown: it may as well lie in the template itself.
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let kept = attributes.into_iter().filter(|attribute| KEPT.contains(&&*attribute.name.local)).map(
            |attribute| {
                let name = &*attribute.name.local;
                (Box::from(name), value(name, &attribute.value))
            },
        );
        let id = self.add(What::Element(Box::from(&*name.local), kept.collect()));
        Handle { id, name: Rc::new(name) }
    }

    fn create_comment(&self, text: StrTendril) -> Handle {
        Handle { id: self.add(What::Comment(Box::from(&*text))), name: Rc::clone(&self.nameless) }
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        Handle { id: self.add(What::Comment(Box::from(""))), name: Rc::clone(&self.nameless) }
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let end = self.page.borrow().kids(parent.id).len();
        self.placed(parent.id, end, child);
    }

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        if let NodeOrText::AppendNode(handle) = &child {
            self.detach(handle.id);
        }
        let page = self.page.borrow();
        let Some(parent) = page.node(sibling.id).and_then(|node| node.parent) else { return };
        let at = page.kids(parent).iter().rposition(|kid| *kid == sibling.id).unwrap_or(usize::MAX);
        drop(page);
        self.placed(parent, at, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, before: &Handle, child: NodeOrText<Handle>) {
        let has_parent = self.page.borrow().node(element.id).is_some_and(|node| node.parent.is_some());
        if has_parent { self.append_before_sibling(element, child) } else { self.append(before, child) }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        let mut page = self.page.borrow_mut();
        let Some(Node { what: What::Element(_, list), .. }) = page.nodes.get_mut(target.id) else { return };
        for attribute in attributes {
            let name = &*attribute.name.local;
            if KEPT.contains(&name) && !list.iter().any(|(key, _)| **key == *name) {
                list.push((Box::from(name), value(name, &attribute.value)));
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut page = self.page.borrow_mut();
        let kids = page.nodes.get_mut(node.id).map(|node| std::mem::take(&mut node.kids)).unwrap_or_default();
        for kid in &kids {
            if let Some(kid) = page.nodes.get_mut(*kid) {
                kid.parent = Some(new_parent.id);
            }
        }
        if let Some(parent) = page.nodes.get_mut(new_parent.id) {
            parent.kids.extend(kids);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn set_quirks_mode(&self, _: QuirksMode) {}
}
