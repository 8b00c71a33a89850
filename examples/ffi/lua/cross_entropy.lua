-- Cross-entropy and its gradient from LuaJIT, by its own FFI.
--   luajit cross_entropy.lua PATH/TO/libloss.so
local ffi = require("ffi")
ffi.cdef[[
int32_t loss_cross_entropy_f32(const float *logits, const int64_t *target, size_t rows, size_t classes,
                               const void *class_options, const void *options, double *value, float *grad);
const char *loss_last_error(void);
]]
local loss = ffi.load(arg[1])

local logits = ffi.new("float[6]", {2, 0.5, -1, 0.1, 0.2, 3})
local grad, value = ffi.new("float[6]"), ffi.new("double[1]")
local status = loss.loss_cross_entropy_f32(logits, ffi.new("int64_t[2]", {0, 1}), 2, 3, nil, nil, value, grad)
assert(status == 0, ffi.string(loss.loss_last_error()))

local expected = {-0.107201, 0.087645, 0.019556, 0.024656, -0.472751, 0.448096}
print(string.format("loss %.6f", value[0]))
assert(math.abs(value[0] - 1.575456) < 1e-6, "wrong value")
local line = {}
for i = 1, 6 do
  line[i] = string.format("%.6f", grad[i - 1])
  assert(math.abs(grad[i - 1] - expected[i]) < 1e-6, "wrong gradient")
end
print("grad " .. table.concat(line, " "))

status = loss.loss_cross_entropy_f32(logits, ffi.new("int64_t[2]", {0, 7}), 2, 3, nil, nil, value, grad)
assert(status ~= 0, "an index out of range was taken")
print("error " .. status .. ": " .. ffi.string(loss.loss_last_error()))
