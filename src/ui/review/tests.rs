//! Tests of the view's parts together, without a screen.
