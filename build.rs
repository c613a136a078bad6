//! Asks the linker for a program at a fixed address: `resume` belongs in
//! prompts and hooks, and relocating a program of this size costs about a
//! tenth of what asking git for HEAD costs.

#[expect(
    clippy::disallowed_methods,
    reason = "a build script has no World; cargo speaks to it by environment"
)]
fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let target = |key: &str| std::env::var_os(key).unwrap_or_default();
    if target("CARGO_CFG_TARGET_OS") == "linux" && target("CARGO_CFG_TARGET_ENV") == "gnu" {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}
