//! The floor of a look at content: every file of a list read and hashed as git
//! does (SHA-1 over `blob SIZE\0` and the bytes, FIPS 180-4), by so many threads
//! as are asked for. It looks for no collisions, and so no program that does is
//! as fast.

use std::io::Read as _;
use std::sync::atomic::{AtomicUsize, Ordering};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let list = arguments.next().expect("a list of paths");
    let threads = arguments
        .next()
        .map_or(1, |word| word.parse().expect("a number"));
    let paths = std::fs::read_to_string(list).expect("a list that can be read");
    let paths: Vec<&str> = paths.lines().collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let (mut sum, mut bytes) = (0, Vec::new());
        while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
            sum ^= hash(path, &mut bytes)[0];
        }
        sum
    };
    let all = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let own = work();
        others
            .into_iter()
            .fold(own, |sum, other| sum ^ other.join().expect("no panic"))
    });
    assert!(all != 0, "nothing was hashed");
}

fn hash(path: &str, bytes: &mut Vec<u8>) -> [u32; 5] {
    bytes.clear();
    let mut file = std::fs::File::open(path).expect("a file");
    let size = file.metadata().expect("its size").len();
    bytes.extend_from_slice(format!("blob {size}\0").as_bytes());
    file.read_to_end(bytes).expect("its bytes");
    sha1(bytes)
}

fn sha1(bytes: &mut Vec<u8>) -> [u32; 5] {
    let bits = bytes.len() as u64 * 8;
    bytes.push(0x80);
    let end = (bytes.len() + 8).next_multiple_of(64);
    bytes.resize(end - 8, 0);
    bytes.extend_from_slice(&bits.to_be_bytes());
    let mut state = [
        0x6745_2301,
        0xefcd_ab89,
        0x98ba_dcfe,
        0x1032_5476,
        0xc3d2_e1f0,
    ];
    for block in bytes.chunks_exact(64) {
        mix(&mut state, block);
    }
    state
}

fn mix(state: &mut [u32; 5], block: &[u8]) {
    let mut words = [0_u32; 80];
    for (word, four) in words.iter_mut().zip(block.chunks_exact(4)) {
        *word = u32::from_be_bytes([four[0], four[1], four[2], four[3]]);
    }
    for n in 16..80 {
        words[n] = (words[n - 3] ^ words[n - 8] ^ words[n - 14] ^ words[n - 16]).rotate_left(1);
    }
    let mut turned = *state;
    turn(&mut turned, &words[..20], 0x5a82_7999, |b, c, d| {
        d ^ (b & (c ^ d))
    });
    turn(&mut turned, &words[20..40], 0x6ed9_eba1, |b, c, d| {
        b ^ c ^ d
    });
    turn(&mut turned, &words[40..60], 0x8f1b_bcdc, |b, c, d| {
        (b & c) | (d & (b | c))
    });
    turn(&mut turned, &words[60..], 0xca62_c1d6, |b, c, d| b ^ c ^ d);
    for (old, new) in state.iter_mut().zip(turned) {
        *old = old.wrapping_add(new);
    }
}

#[inline(always)]
fn turn(state: &mut [u32; 5], words: &[u32], k: u32, f: impl Fn(u32, u32, u32) -> u32) {
    let [mut a, mut b, mut c, mut d, mut e] = *state;
    for word in words {
        let t = a.rotate_left(5).wrapping_add(f(b, c, d)).wrapping_add(e);
        let t = t.wrapping_add(k).wrapping_add(*word);
        (a, b, c, d, e) = (t, a, b.rotate_left(30), c, d);
    }
    *state = [a, b, c, d, e];
}
