// Cross-entropy and its gradient from Node, by koffi.
//   npm install koffi && node cross_entropy.js PATH/TO/libloss.so
const koffi = require("koffi");

const lib = koffi.load(process.argv[2]);
const lastError = lib.func("const char *loss_last_error(void)");
const crossEntropy = lib.func(
  "int32_t loss_cross_entropy_f32(const float *logits, const int64_t *target, size_t rows, size_t classes," +
    " const void *class_options, const void *options, _Out_ double *value, float *grad)"
);

const logits = new Float32Array([2, 0.5, -1, 0.1, 0.2, 3]);
const grad = new Float32Array(6);
const value = [0];
let status = crossEntropy(logits, new BigInt64Array([0n, 1n]), 2, 3, null, null, value, grad);
if (status !== 0) throw new Error(lastError());
console.log(`loss ${value[0].toFixed(6)}`);
console.log(`grad ${Array.from(grad, (g) => g.toFixed(6)).join(" ")}`);

const expected = [-0.107201, 0.087645, 0.019556, 0.024656, -0.472751, 0.448096];
if (!(Math.abs(value[0] - 1.575456) < 1e-6)) throw new Error("wrong value");
if (!grad.every((g, i) => Math.abs(g - expected[i]) < 1e-6)) throw new Error("wrong gradient");

status = crossEntropy(logits, new BigInt64Array([0n, 7n]), 2, 3, null, null, value, grad);
if (status === 0) throw new Error("an index out of range was taken");
console.log(`error ${status}: ${lastError()}`);
