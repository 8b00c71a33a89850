//! The types of arrays for which functions are exported.

/// What the arrays of a function hold: types of Rust, of the exported functions.
#[derive(Debug, PartialEq)]
pub struct Storage {
    /// What the function's name ends with.
    pub suffix: &'static str,
    /// Of inputs and targets.
    pub inputs: &'static str,
    /// Of gradients and other outputs in the layout of an input.
    pub gradients: &'static str,
    /// Of the arrays of options.
    pub options: &'static str,
    /// What the title of a function is followed by, where another one's documentation says the rest.
    pub words: &'static str,
}

const fn of_one(suffix: &'static str, words: &'static str) -> Storage {
    Storage { suffix, inputs: suffix, gradients: suffix, options: suffix, words }
}

const fn of_half(suffix: &'static str, inputs: &'static str, gradients: &'static str, words: &'static str) -> Storage {
    Storage { suffix, inputs, gradients, options: "f32", words }
}

pub const F32: Storage = of_one("f32", "single precision");
pub const F64: Storage = of_one("f64", "double precision");

/// Of every function.
pub const WHOLE: [Storage; 2] = [F32, F64];

/// Of functions whose entry says `half`.
pub const HALF: [Storage; 4] = [
    of_half("bf16", "loss_bf16", "loss_bf16", "bfloat16"),
    of_half("bf16_f32", "loss_bf16", "f32", "bfloat16, the gradient float"),
    of_half("f16", "loss_f16", "loss_f16", "binary16"),
    of_half("f16_f32", "loss_f16", "f32", "binary16, the gradient float"),
];

impl Storage {
    /// The dtypes of inputs and of gradients, as NumPy calls them.
    pub fn numpy(&self) -> [&'static str; 2] {
        [self.inputs, self.gradients].map(|element| match element {
            "f32" => "float32",
            "f64" => "float64",
            "loss_bf16" => "bfloat16",
            "loss_f16" => "float16",
            other => panic!("NumPy has no name for {other}"),
        })
    }
}
