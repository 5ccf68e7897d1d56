//! Tests of the package: what is in it, in which order, and that it holds whatever is put into it.
