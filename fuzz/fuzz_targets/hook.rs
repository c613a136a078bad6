#![no_main]

#[path = "../targets/hook.rs"]
mod hook;

libfuzzer_sys::fuzz_target!(|data: &[u8]| hook::run(data));
