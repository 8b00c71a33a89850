# Everything that is done with this repository by hand or in CI. Cargo decides what to rebuild; the
# C programs take seconds and are always built anew.

PREFIX     ?= /usr/local
LIBDIR     ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
DESTDIR    ?=

CARGO   ?= cargo
CC      ?= cc
CXX     ?= c++
INSTALL ?= install

# Cargo.toml is the one place where the version stands: the first line of this form.
VERSION := $(shell sed -n 's/^version = "\(.*\)"$$/\1/p' Cargo.toml | head -n 1)
# The name in the library's SONAME: while the major version is 0, a minor version may break the ABI.
SO_VERSION := $(shell echo $(VERSION) | sed 's/^\(0\.[0-9]*\)\..*/\1/; s/^\([1-9][0-9]*\)\..*/\1/')

BUILD   := build
RELEASE := target/release

WARNINGS := -Wall -Wextra -Wpedantic -Werror
CFLAGS   := -std=c11 -O2 -g $(WARNINGS) -Iinclude
CXXFLAGS := -std=c++17 -O2 -g $(WARNINGS) -Iinclude
SHARED   := -L$(RELEASE) -lloss -Wl,-rpath,$(CURDIR)/$(RELEASE)
# What Rust's standard library needs: cargo rustc --crate-type staticlib -- --print native-static-libs
STATIC   := $(RELEASE)/libloss.a -lgcc_s -lutil -lrt -lpthread -lm -ldl -lc

EXAMPLES := quickstart digits char_lm bert_pretraining multi_task
HARNESS  := $(addprefix $(BUILD)/,harness.o threads.o values_f32.o values_f64.o errors_f32.o errors_f64.o models_f32.o models_f64.o)

BITS     := $(addprefix $(BUILD)/,bits.o bits_typed_f32.o bits_typed_f64.o)

BENCH         := $(BUILD)/bench
BENCH_OBJECTS := $(addprefix $(BENCH)/,losses.o check.o measure.o pin.o reference.o typed_f32.o typed_f64.o floor.o plain.o)
BENCH_PYTHON  := $(BUILD)/bench-venv/bin/python

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test test-all bench bench-check install docs fmt bits symbols abi coverage gen clean library lint test-rust ctests FORCE

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F '|' '{ printf "  make %-12s %s\n", $$1, $$2 }'

demo: library $(addprefix $(BUILD)/,$(EXAMPLES)) ## build the library and run the example programs
	@set -e; for example in $(EXAMPLES); do echo "== $$example"; $(BUILD)/$$example; done

test: lint test-rust ctests ## formatting, lints, docs, Rust tests, C and C++ tests

test-all: library $(addprefix $(BUILD)/,harness-shared bits-shared bits-static) bench-check ## what takes longer or needs more tools: valgrind, emulators
	ci/memcheck.sh $(BUILD)/harness-shared
	ci/processors.sh $(BUILD)/bits-shared $(BUILD)/bits-static
	ci/aarch64.sh

bench: bench-check ## measure everything beside others; writes docs/benchmarks.md and its plot
	rm -f $(BENCH)/*.json
	$(BENCH)/losses --out $(BENCH)/losses.json --first $(BENCH)/first
	LOSS_ISA=avx2 $(BENCH)/losses --out $(BENCH)/losses-avx2.json --large
	bench/environment.sh $(BUILD)/bench-venv
	if [ -x $(BENCH_PYTHON) ]; then \
		$(BENCH_PYTHON) bench/peers.py --library $(RELEASE)/libloss.so --out $(BENCH)/peers.json; fi
	python3 bench/report.py $(BENCH) docs

bench-check: $(BENCH)/losses $(BENCH)/first ## what the benchmark asserts before it measures, in seconds
	$(BENCH)/losses --table losses.toml --check

install: library ## install library and header under $(DESTDIR)$(PREFIX)
	$(INSTALL) -d $(DESTDIR)$(LIBDIR) $(DESTDIR)$(INCLUDEDIR)
	$(INSTALL) -m 755 $(RELEASE)/libloss.so $(DESTDIR)$(LIBDIR)/libloss.so.$(VERSION)
	ln -sf libloss.so.$(VERSION) $(DESTDIR)$(LIBDIR)/libloss.so.$(SO_VERSION)
	ln -sf libloss.so.$(SO_VERSION) $(DESTDIR)$(LIBDIR)/libloss.so
	$(INSTALL) -m 644 $(RELEASE)/libloss.a $(DESTDIR)$(LIBDIR)/libloss.a
	$(INSTALL) -m 644 include/loss.h $(DESTDIR)$(INCLUDEDIR)/loss.h

docs: ## the Rust documentation, in target/doc
	$(CARGO) doc --no-deps

fmt: ## format the Rust sources
	$(CARGO) fmt --all

bits: $(BUILD)/bits-shared ## write tests/golden/bits.txt anew: bits were changed on purpose
	$(BUILD)/bits-shared >tests/golden/bits.txt

symbols: library ## write abi/symbols.txt anew: an export was added on purpose
	ci/symbols.sh --write $(RELEASE)/libloss.so

abi: ## write abi/libloss.abi anew: the ABI was changed on purpose
	ci/abi.sh --write

coverage: ## lines and branches that the tests run, and fail below 95 % of the lines
	ci/coverage.sh

gen: ## regenerate header, exports and tables from losses.toml
	$(CARGO) xtask gen

clean: ## remove everything that was built
	$(CARGO) clean
	rm -rf $(BUILD)

# The parts of the targets above.

# Programs look for the library by its SONAME, which cargo does not make a file of.
library:
	$(CARGO) build --release
	ln -sf libloss.so $(RELEASE)/libloss.so.$(SO_VERSION)

lint:
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --workspace --no-deps

test-rust:
	$(CARGO) test --workspace

ctests: library $(addprefix $(BUILD)/,harness-shared harness-static harness-cpp-shared harness-cpp-static bits-shared bits-static)
	$(BUILD)/harness-shared
	$(BUILD)/harness-static
	$(BUILD)/harness-cpp-shared
	$(BUILD)/harness-cpp-static
	ci/bits.sh $(BUILD)/bits-shared $(BUILD)/bits-static
	ci/symbols.sh $(RELEASE)/libloss.so
	ci/kernels.sh $(RELEASE)/libloss.so

$(BUILD):
	mkdir -p $@

$(addprefix $(BUILD)/,$(EXAMPLES)): $(BUILD)/%: examples/%.c library | $(BUILD)
	$(CC) $(CFLAGS) $< -o $@ $(SHARED) -lm

$(BUILD)/%_f32.o: ctests/%.c FORCE | $(BUILD)
	$(CC) $(CFLAGS) -DREAL_BITS=32 -c $< -o $@

$(BUILD)/%_f64.o: ctests/%.c FORCE | $(BUILD)
	$(CC) $(CFLAGS) -DREAL_BITS=64 -c $< -o $@

$(BUILD)/%.o: ctests/%.c FORCE | $(BUILD)
	$(CC) $(CFLAGS) -c $< -o $@

$(BUILD)/harness-cpp.o: ctests/harness.cpp FORCE | $(BUILD)
	$(CXX) $(CXXFLAGS) -c $< -o $@

$(BUILD)/harness-shared: $(HARNESS) library
	$(CC) $(HARNESS) -o $@ $(SHARED) -lpthread -lm

$(BUILD)/harness-static: $(HARNESS) library
	$(CC) $(HARNESS) -o $@ $(STATIC)

$(BUILD)/bits-shared: $(BITS) library
	$(CC) $(BITS) -o $@ $(SHARED)

$(BUILD)/bits-static: $(BITS) library
	$(CC) $(BITS) -o $@ $(STATIC)

$(BUILD)/harness-cpp-shared: $(BUILD)/harness-cpp.o library
	$(CXX) $< -o $@ $(SHARED)

$(BUILD)/harness-cpp-static: $(BUILD)/harness-cpp.o library
	$(CXX) $< -o $@ $(STATIC)

$(BENCH):
	mkdir -p $@

$(BENCH)/typed_f32.o: bench/typed.c FORCE | $(BENCH)
	$(CC) $(CFLAGS) -fopenmp -DREAL_BITS=32 -c $< -o $@

$(BENCH)/typed_f64.o: bench/typed.c FORCE | $(BENCH)
	$(CC) $(CFLAGS) -fopenmp -DREAL_BITS=64 -c $< -o $@

# Competitors and floors: whatever makes them fast. Not at the link, where it would set flush-to-zero for
# the whole process.
$(BENCH)/floor.o $(BENCH)/plain.o: $(BENCH)/%.o: bench/%.c FORCE | $(BENCH)
	$(CC) $(CFLAGS) -Ofast -march=native -fopenmp -c $< -o $@

$(BENCH)/%.o: bench/%.c FORCE | $(BENCH)
	$(CC) $(CFLAGS) -fopenmp -c $< -o $@

$(BENCH)/losses: $(BENCH_OBJECTS) library
	$(CC) $(BENCH_OBJECTS) -o $@ -fopenmp $(SHARED) -lm -lpthread -ldl

$(BENCH)/first: bench/first.c FORCE | $(BENCH)
	$(CC) $(CFLAGS) $< -o $@ -ldl

FORCE:
