#![no_main]

#[path = "../targets/harmless.rs"]
mod harmless;

libfuzzer_sys::fuzz_target!(|data: &[u8]| harmless::run(data));
