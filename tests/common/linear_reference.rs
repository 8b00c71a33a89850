//! The results of a linear layer with log-probabilities of tokens: by chains of products, in the order that the header says,
//! and by the plain formulas in double precision.

use super::call::Dtype;
use super::linear_tokens::{Forward, Given, LinearTokens, Problem};

/// Terms of a chain of products that are summed over elements of a hidden state or over classes, and over rows.
const TERMS: usize = 256;
const ROWS: usize = 64;

/// Arithmetic of a type, on numbers of it.
pub trait Chains {
    /// Half a unit in the last place of 1.
    const ROUNDING: f64;
    fn fused(a: f64, b: f64, c: f64) -> f64;
    fn plus(a: f64, b: f64) -> f64;

    /// Products in chains of so many fused multiply-adds, whose sums are added in order, to a number if there is one.
    fn chained(onto: Option<f64>, terms: &[(f64, f64)], chain: usize) -> f64 {
        let add = |sum: Option<f64>, terms: &[(f64, f64)]| {
            let of_chain = terms.iter().fold(0.0, |sum, (a, b)| Self::fused(*a, *b, sum));
            Some(sum.map_or(of_chain, |sum| Self::plus(sum, of_chain)))
        };
        terms.chunks(chain).fold(onto, add).unwrap_or(0.0)
    }
}

impl Chains for f32 {
    const ROUNDING: f64 = 6e-8;
    fn fused(a: f64, b: f64, c: f64) -> f64 {
        f64::from((a as f32).mul_add(b as f32, c as f32))
    }
    fn plus(a: f64, b: f64) -> f64 {
        f64::from(a as f32 + b as f32)
    }
}

impl Chains for f64 {
    const ROUNDING: f64 = 1.2e-16;
    fn fused(a: f64, b: f64, c: f64) -> f64 {
        a.mul_add(b, c)
    }
    fn plus(a: f64, b: f64) -> f64 {
        a + b
    }
}

impl Problem {
    /// A logit, of products that `sum` adds up, to the bias if there is one.
    fn logits(&self, sum: impl Fn(Option<f64>, &[(f64, f64)]) -> f64) -> Vec<f64> {
        let [_, _, dim, vocab] = self.sizes;
        let logit = |row: usize, class: usize| {
            let terms: Vec<_> = (0..dim).map(|k| (self.hidden[row * dim + k], self.weight[class * dim + k])).collect();
            sum(self.bias.as_ref().map(|bias| bias[class]), &terms)
        };
        (0..self.rows()).flat_map(|row| (0..vocab).map(move |class| (row, class))).map(|(r, c)| logit(r, c)).collect()
    }

    /// The logits that the layer has.
    pub fn chained_logits<E: Chains>(&self) -> Vec<f64> {
        self.logits(|onto, terms| E::chained(onto, terms, TERMS))
    }

    /// The gradients by hidden states, weights and bias from that by the logits.
    pub fn chained_gradients<E: LinearTokens>(&self, by_logits: &[f64], given: &Given) -> [Vec<f64>; 3] {
        let live = self.live_rows::<E>(given);
        // Where no row brings anything, nothing is added.
        let rows = |terms: Vec<(f64, f64)>, old| E::chained(old, &terms, ROWS);
        self.gradients(by_logits, given, &live, |terms, old| E::chained(old, &terms, TERMS), rows)
    }

    /// The rows that the products have: those that count, and of which a derivative is not 0.
    fn live_rows<E: Dtype>(&self, given: &Given) -> Vec<usize> {
        let upstream = given.upstream.unwrap_or(1.0);
        let has = |row: &usize| given.of_row::<E>(*row, self.sizes[1]).iter().any(|by| by * upstream != 0.0);
        (0..self.rows()).filter(|row| self.target(*row).is_some()).filter(has).collect()
    }

    fn gradients(
        &self,
        by_logits: &[f64],
        given: &Given,
        live: &[usize],
        over_classes: impl Fn(Vec<(f64, f64)>, Option<f64>) -> f64,
        over_rows: impl Fn(Vec<(f64, f64)>, Option<f64>) -> f64,
    ) -> [Vec<f64>; 3] {
        let [_, _, dim, vocab] = self.sizes;
        let g = |row: usize, class: usize| by_logits[row * vocab + class];
        let old = |which: usize, at: usize| given.old.as_ref().map(|old| old[which][at]);
        let of_hidden = |at: usize| {
            let classes = if live.contains(&(at / dim)) { 0..vocab } else { 0..0 };
            over_classes(classes.map(|c| (g(at / dim, c), self.weight[c * dim + at % dim])).collect(), old(0, at))
        };
        let of_weight = |at: usize| {
            let terms = live.iter().map(|row| (g(*row, at / dim), self.hidden[row * dim + at % dim]));
            over_rows(terms.collect(), old(1, at))
        };
        let of_bias = |class: usize| over_rows(live.iter().map(|row| (g(*row, class), 1.0)).collect(), old(2, class));
        let [hidden, weight, bias] = self.gradient_sizes();
        [(0..hidden).map(of_hidden).collect(), (0..weight).map(of_weight).collect(), (0..bias).map(of_bias).collect()]
    }

    /// z and ∂z/∂x of the classes of a row.
    fn transformed(&self, logits: &[f64], row: usize) -> Vec<[f64; 2]> {
        let vocab = self.sizes[3];
        let temperature = if self.temperature == 0.0 { 1.0 } else { self.temperature };
        let of_class = |class: usize| {
            let x = logits[row * vocab + class] / temperature;
            let bias = self.class_bias.as_ref().map_or(0.0, |bias| bias[class]);
            if self.softcap == 0.0 {
                return [x + bias, 1.0 / temperature];
            }
            let tanh = (x / self.softcap).tanh();
            [self.softcap * tanh + bias, (1.0 - tanh * tanh) / temperature]
        };
        (0..vocab).map(of_class).collect()
    }

    /// lse and log p of the classes of a row.
    fn log_p(z: &[[f64; 2]]) -> (f64, Vec<f64>) {
        let largest = z.iter().fold(f64::NEG_INFINITY, |most, z| most.max(z[0]));
        let lse = largest + z.iter().map(|z| (z[0] - largest).exp()).sum::<f64>().ln();
        (lse, z.iter().map(|z| z[0] - lse).collect())
    }

    /// What the forward function gives, by products in double precision.
    pub fn plain_forward(&self) -> Forward {
        let logits = self.logits(plain_sum);
        let mut found = Forward::zeros(self.rows(), self.sizes[0]);
        for row in 0..self.rows() {
            let Some(target) = self.target(row) else { continue };
            let (lse, log_p) = Self::log_p(&self.transformed(&logits, row));
            (found.log_prob[row], found.lse[row]) = (log_p[target], lse);
            found.entropy[row] = log_p.iter().map(|log_p| -log_p.exp() * log_p).sum();
            found.sequence_log_prob[row / self.sizes[1]] += log_p[target];
            found.sequence_tokens[row / self.sizes[1]] += 1;
        }
        found
    }

    /// The gradients by products in double precision, of derivatives that are numbers of the type.
    pub fn plain_backward<E: Dtype>(&self, given: &Given) -> [Vec<f64>; 3] {
        let (logits, vocab) = (self.logits(plain_sum), self.sizes[3]);
        let mut by_logits = vec![0.0; logits.len()];
        for row in 0..self.rows() {
            let Some(target) = self.target(row) else { continue };
            let [g, h] = given.of_row::<E>(row, self.sizes[1]).map(|by| by * given.upstream.unwrap_or(1.0));
            let z = self.transformed(&logits, row);
            let (_, log_p) = Self::log_p(&z);
            let entropy: f64 = log_p.iter().map(|log_p| -log_p.exp() * log_p).sum();
            for (class, log_p) in log_p.iter().enumerate() {
                let p = log_p.exp();
                let derivative = g * (f64::from(u8::from(class == target)) - p) - h * p * (log_p + entropy);
                by_logits[row * vocab + class] = derivative * z[class][1];
            }
        }
        let sum = |terms: Vec<(f64, f64)>, old| plain_sum(old, &terms);
        self.gradients(&by_logits, given, &self.live_rows::<E>(given), sum, sum)
    }
}

fn plain_sum(onto: Option<f64>, terms: &[(f64, f64)]) -> f64 {
    onto.unwrap_or(0.0) + terms.iter().map(|(a, b)| a * b).sum::<f64>()
}
