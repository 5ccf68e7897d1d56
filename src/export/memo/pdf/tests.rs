//! Memos as PDF, read back by parsers that are not ours.
