//! The C library starts the program and ends it.

fn main() {
    println!("cargo::rustc-link-lib=c");
    println!("cargo::rustc-link-arg=-lgcc_s");
}
