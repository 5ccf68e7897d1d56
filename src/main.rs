//! The program: what the shell asked for, else the window.
fn main() {}
