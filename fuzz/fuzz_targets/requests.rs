#![no_main]

#[path = "../targets/requests.rs"]
mod requests;

libfuzzer_sys::fuzz_target!(|data: &[u8]| requests::run(data));
