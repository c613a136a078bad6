//! A program that was built without the protocol says so.

use crate::support::Sandbox;

#[test]
fn a_server_that_was_not_built_says_what_is_missing() {
    let s = Sandbox::new();
    let told = s.shipkit(&["mcp"]).expect_code(128);
    let told =
        told.complains("fatal: this git-shipkit was built without the Model Context Protocol");
    assert_eq!(told.stdout, "");
}
