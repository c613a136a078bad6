#![no_main]

#[path = "../targets/paths.rs"]
mod paths;

libfuzzer_sys::fuzz_target!(|data: &[u8]| paths::run(data));
