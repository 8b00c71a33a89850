# Everything that is done with this repository by hand or in CI: `make` builds the library, `make help` lists the rest.
# Cargo decides what to rebuild; the C programs take seconds and are always built anew.

# Where things are installed. Each may be set: make install PREFIX=/usr LIBDIR=/usr/lib64 DESTDIR=/tmp/stage
PREFIX       ?= /usr/local
LIBDIR       ?= $(PREFIX)/lib
INCLUDEDIR   ?= $(PREFIX)/include
PKGCONFIGDIR ?= $(LIBDIR)/pkgconfig
CMAKEDIR     ?= $(LIBDIR)/cmake/loss
DESTDIR      ?=

CARGO   ?= cargo
CC      ?= cc
CXX     ?= c++
INSTALL ?= install

# How long `make fuzz` runs each target.
SECONDS ?= 60

# Cargo.toml is the one place where the version stands: the first line of this form.
VERSION := $(shell sed -n 's/^version = "\(.*\)"$$/\1/p' Cargo.toml | head -n 1)
HOMEPAGE := $(shell sed -n 's/^homepage = "\(.*\)"$$/\1/p' Cargo.toml | head -n 1)
# The line above it in loss.pc, as long as it is one.
HOMEPAGE_NOTE := $(if $(findstring //example.org,$(HOMEPAGE)),s|@HOMEPAGE_NOTE@|A placeholder: the project has no home yet.|,d)
# The name in the library's SONAME: while the major version is 0, a minor version may break the ABI.
SO_VERSION := $(shell echo $(VERSION) | sed 's/^\(0\.[0-9]*\)\..*/\1/; s/^\([1-9][0-9]*\)\..*/\1/')

BUILD   := build
# Where cargo puts what it builds; asked for once, and only where it is needed.
TARGET   = $(eval TARGET := $$(shell CARGO="$(CARGO)" ci/target.sh))$(TARGET)
RELEASE  = $(TARGET)/release
# The file in which `library` writes down where it has built, for an install by somebody else.
RECORD  := $(BUILD)/library

WARNINGS := -Wall -Wextra -Wpedantic -Werror
CFLAGS   := -std=c11 -O2 -g $(WARNINGS) -Iinclude
CXXFLAGS := -std=c++17 -O2 -g $(WARNINGS) -Iinclude
SHARED    = -L$(RELEASE) -lloss -Wl,-rpath,$(abspath $(RELEASE))
# What Rust's standard library needs; ci/install.sh compares it with what rustc says. Without -lgcc_s and -lc: a C compiler
# adds these itself, or in a program that is static altogether what there is in their place.
LIBS_PRIVATE := -lutil -lrt -lpthread -lm -ldl
WINDOWS_LIBS_PRIVATE := -lkernel32 -lntdll -luserenv -lws2_32 -ldbghelp
STATIC    = $(RELEASE)/libloss.a $(LIBS_PRIVATE)

HEADERS       := include/loss.h include/loss.hpp
CPP_HEADERS   := $(wildcard include/loss/*.hpp)
PACKAGE_FILES := loss.pc lossConfig.cmake lossConfigVersion.cmake
# The prefix in loss.pc: relative to that file, so that the installed tree works wherever it is put. Packages of a
# system may want PC_PREFIX='$(PREFIX)'.
PC_PREFIX   = $(call from_pc,$(PREFIX))
# Of the shared library in the CMake files: where it is, seen from the static one, and what CMake must know besides.
SHARED_LIBRARY    := libloss.so.$(VERSION)
SHARED_PROPERTIES := IMPORTED_SONAME "libloss.so.$(SO_VERSION)"
# What stands between @ in the files of packaging/. Paths in these files are relative to them.
SUBSTITUTE     = -e 's|@VERSION@|$(VERSION)|' -e 's|@SO_VERSION@|$(SO_VERSION)|' \
	-e 's|@VERSION_MAJOR@|$(word 1,$(VERSION_PARTS))|' -e 's|@VERSION_MINOR@|$(word 2,$(VERSION_PARTS))|' \
	-e 's|@PREFIX@|$(PC_PREFIX)|' -e 's|@LIBDIR@|$(call under_prefix,$(LIBDIR))|' \
	-e 's|@INCLUDEDIR@|$(call under_prefix,$(INCLUDEDIR))|' \
	-e 's|@LIBRARY_FROM_CMAKE@|$(call from_cmake,$(LIBDIR))|' \
	-e 's|@INCLUDE_FROM_CMAKE@|$(call from_cmake,$(INCLUDEDIR))|' \
	-e 's|@SHARED_LIBRARY@|$(SHARED_LIBRARY)|' -e 's|@SHARED_PROPERTIES@|$(SHARED_PROPERTIES)|' \
	-e 's|@HOMEPAGE@|$(HOMEPAGE)|' -e '/@HOMEPAGE_NOTE@/ { $(HOMEPAGE_NOTE) }' \
	-e 's|@LIBS_PRIVATE@|$(LIBS_PRIVATE)|' -e 's|@LIBS_PRIVATE_LIST@|$(LIBS_PRIVATE_LIST)|'
# Not by way of a file in $(BUILD), which would be root's after `sudo make install`.
define install_package_files
for file in $(PACKAGE_FILES); do \
	case $$file in *.pc) folder=$(DESTDIR)$(PKGCONFIGDIR) ;; *) folder=$(DESTDIR)$(CMAKEDIR) ;; esac; \
	sed $(SUBSTITUTE) packaging/$$file.in >"$$folder/$$file" && chmod 644 "$$folder/$$file" || exit 1; \
done
endef
VERSION_PARTS  := $(subst ., ,$(VERSION))
LIBS_PRIVATE_LIST = $(shell echo $(LIBS_PRIVATE) | sed 's/-l//g; s/ /;/g')
under_prefix    = $(if $(filter $(PREFIX)/%,$(1)),$(patsubst $(PREFIX)/%,$${prefix}/%,$(1)),$(call from_pc,$(1)))
from_pc         = $${pcfiledir}/$(shell realpath -ms --relative-to=$(PKGCONFIGDIR)/ $(1)/)
from_cmake      = $(shell realpath -ms --relative-to=$(CMAKEDIR) $(1))

EXAMPLES := quickstart digits ctc char_lm bert_pretraining multi_task dpo
# Files, and those that are compiled for several types; also for tests/c_harness.rs and ci/harness.sh.
HARNESS  := $(addprefix $(BUILD)/,$(shell awk 'NF == 1 { print $$1 ".o" } { for (i = 2; i <= NF; i++) print $$1 "_f" $$i ".o" }' ctests/harness.txt))

HOSTS    := $(addprefix $(BUILD)/,hosts.o no_memory.o check.o)

BITS     := $(addprefix $(BUILD)/,bits.o bits_typed_f32.o bits_typed_f64.o)

BENCH         := $(BUILD)/bench
BENCH_OBJECTS := $(addprefix $(BENCH)/,losses.o check.o measure.o pin.o reference.o typed_f32.o typed_f64.o floor.o plain.o)
BENCH_PYTHON  := $(BUILD)/bench-venv/bin/python

ACCURACY_PYTHON := $(BUILD)/accuracy-venv/bin/python

# Steps of test-all, which may run beside each other: `make -j2 --output-sync=target test-all` on two processors, as most of
# them use one. aarch64 and Windows build in one folder, from one source of the standard library.
STEPS := memcheck kernels processors aarch64 windows cpp install deny glibc abi docs python ffi fuzz

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.PHONY: all help demo test test-all test-python test-ffi test-cross bench bench-check bench-python accuracy accuracy-check fuzz \
	install install-windows uninstall dist docs docs-check fmt bits symbols abi coverage gen clean library toolchain built accuracy-program \
	lint test-rust ctests $(addprefix step-,$(STEPS)) FORCE

# Of the short form: every so many numbers of f32, strata of f64.
ACCURACY_SHORT := --every 99991 --count 20000

all: library ## build the library (what make does without a target)
	@echo "Built $(RELEASE)/libloss.so and libloss.a. Next: make demo, make test, sudo make install; make help has them all."

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F '|' '{ printf "  make %-14s %s\n", $$1, $$2 }'

demo: library $(addprefix $(BUILD)/,$(EXAMPLES)) ## build the library and run the example programs
	@set -e; for example in $(EXAMPLES); do echo "== $$example"; $(BUILD)/$$example; done

test: lint test-rust ctests ## formatting, lints, docs, Rust tests, C and C++ tests

test-all: bench-check accuracy-check $(addprefix step-,$(STEPS)) ## what takes longer or needs more tools

step-memcheck: library $(BUILD)/harness-shared
	ci/step.sh ci/memcheck.sh $(BUILD)/harness-shared
step-kernels: toolchain
	ci/step.sh $(CARGO) test -p loss-kernels --features slow-tests linear
step-processors: library $(BUILD)/bits-shared $(BUILD)/bits-static
	ci/step.sh ci/processors.sh $(BUILD)/bits-shared $(BUILD)/bits-static
step-aarch64: toolchain
	ci/step.sh ci/aarch64.sh
step-windows: toolchain | step-aarch64
	ci/step.sh ci/windows.sh
step-cpp: library
	ci/step.sh ci/cpp.sh $(RELEASE)/libloss.so
step-install: library
	ci/step.sh ci/install.sh
step-deny: toolchain
	ci/step.sh ci/deny.sh
step-glibc: library
	ci/step.sh ci/glibc.sh $(RELEASE)/libloss.so
step-abi: toolchain
	ci/step.sh ci/abi.sh
step-docs: library
	ci/step.sh ci/docs.sh
step-python: library
	ci/step.sh ci/python.sh $(BUILD)/python-venv $(BUILD)/python-torch-venv
step-ffi: library
	ci/step.sh ci/ffi.sh $(RELEASE)/libloss.so $(BUILD)/ffi
step-fuzz: toolchain
	ci/step.sh ci/fuzz.sh --scalar 60

test-cross: step-aarch64 step-windows ## the library for other platforms: 64-bit Windows under Wine, aarch64 in an emulator

test-python: step-python ## install the Python package as a user would, and test it

test-ffi: step-ffi ## call the library from other languages, those that are installed

fuzz: ## run each fuzz target for SECONDS (60)
	ci/fuzz.sh $(SECONDS)

bench: bench-check ## measure everything and others; writes docs/benchmarks.md, its plot and the README's times
	rm -f $(BENCH)/*.json
	$(BENCH)/losses --out $(BENCH)/losses.json --first $(BENCH)/first
	if grep -q avx512dq /proc/cpuinfo; then LOSS_ISA=avx2 $(BENCH)/losses --out $(BENCH)/losses-avx2.json --large; fi
	bench/environment.sh $(BUILD)/bench-venv
	if [ -x $(BENCH_PYTHON) ]; then \
		$(BENCH_PYTHON) bench/peers.py --library $(RELEASE)/libloss.so --out $(BENCH)/peers.json; fi
	if $(BENCH_PYTHON) -c 'import torch' 2>/dev/null; then \
		LIBLOSS_LIBRARY=$(RELEASE)/libloss.so $(BENCH_PYTHON) bench/language.py --out $(BENCH)/language.json; fi
	python3 bench/report.py $(BENCH) docs README.md

bench-python: library ## what a call from Python costs beside PyTorch's own
	bench/environment.sh $(BUILD)/bench-venv
	LIBLOSS_LIBRARY=$(RELEASE)/libloss.so PYTHONPATH=bindings/python $(BENCH_PYTHON) bench/python_calls.py

bench-check: $(BENCH)/losses $(BENCH)/first ## what the benchmark asserts before it measures, in seconds
	$(BENCH)/losses --check
	python3 bench/processor.py >/dev/null

accuracy: accuracy-program library ## the error of every function and loss; writes docs/accuracy.md
	rm -rf $(BUILD)/accuracy
	nice $(RELEASE)/loss-accuracy functions --out $(BUILD)/accuracy $(ACCURACY_OPTIONS)
	nice $(ACCURACY_PYTHON) accuracy/losses.py $(RELEASE)/libloss.so --out $(BUILD)/accuracy/losses.txt
	nice $(ACCURACY_PYTHON) accuracy/sequences.py $(RELEASE)/libloss.so
	python3 accuracy/report.py $(BUILD)/accuracy docs/accuracy.md

accuracy-check: accuracy-program library ## the same at few numbers, in a minute
	$(RELEASE)/loss-accuracy functions --out $(BUILD)/accuracy-check $(ACCURACY_SHORT) >/dev/null 2>$(BUILD)/accuracy-check.log || \
		{ cat $(BUILD)/accuracy-check.log; exit 1; }
	if $(ACCURACY_PYTHON) -c 'import mpmath' 2>/dev/null; then \
		$(ACCURACY_PYTHON) accuracy/losses.py $(RELEASE)/libloss.so --every-isa && \
		$(ACCURACY_PYTHON) accuracy/sequences.py $(RELEASE)/libloss.so --short; \
	else echo "SKIPPED: losses against mpmath, which could not be installed"; fi

# From where it was built. The sources may have been built by another user, with another cargo.
install: FROM = $(if $(filter command,$(firstword $(origin RELEASE))),$(RELEASE),$(or $(shell packaging/built.sh $(RECORD) $(RELEASE)),$(RELEASE)))
install: built ## install under $(DESTDIR)$(PREFIX): libraries, headers, pkg-config and CMake files
	$(INSTALL) -d $(DESTDIR)$(LIBDIR) $(DESTDIR)$(INCLUDEDIR)/loss $(DESTDIR)$(PKGCONFIGDIR) $(DESTDIR)$(CMAKEDIR)
	$(INSTALL) -m 755 $(FROM)/libloss.so $(DESTDIR)$(LIBDIR)/libloss.so.$(VERSION)
	ln -sf libloss.so.$(VERSION) $(DESTDIR)$(LIBDIR)/libloss.so.$(SO_VERSION)
	ln -sf libloss.so.$(SO_VERSION) $(DESTDIR)$(LIBDIR)/libloss.so
	$(INSTALL) -m 644 $(FROM)/libloss.a $(DESTDIR)$(LIBDIR)/libloss.a
	$(INSTALL) -m 644 $(HEADERS) $(DESTDIR)$(INCLUDEDIR)
	$(INSTALL) -m 644 $(CPP_HEADERS) $(DESTDIR)$(INCLUDEDIR)/loss
	$(install_package_files)

# For ci/windows.sh and ci/dist.sh: what was built for Windows, as a tree that works wherever it is put. In DESTDIR.
install-windows: PREFIX =
install-windows: LIBS_PRIVATE = $(WINDOWS_LIBS_PRIVATE)
install-windows: SHARED_LIBRARY = ../bin/loss.dll
install-windows: SHARED_PROPERTIES = IMPORTED_IMPLIB "$${_loss_libdir}/libloss.dll.a" INTERFACE_COMPILE_DEFINITIONS LOSS_DLL
install-windows:
	$(INSTALL) -d $(DESTDIR)/bin $(DESTDIR)$(LIBDIR) $(DESTDIR)$(INCLUDEDIR)/loss $(DESTDIR)$(PKGCONFIGDIR) $(DESTDIR)$(CMAKEDIR)
	$(INSTALL) -m 644 $(RELEASE)/loss.dll $(DESTDIR)/bin
	$(INSTALL) -m 644 $(RELEASE)/libloss.dll.a $(RELEASE)/libloss.a $(DESTDIR)$(LIBDIR)
	$(INSTALL) -m 644 $(HEADERS) $(DESTDIR)$(INCLUDEDIR)
	$(INSTALL) -m 644 $(CPP_HEADERS) $(DESTDIR)$(INCLUDEDIR)/loss
	$(install_package_files)

uninstall: ## remove what install has put there, given the same folders
	rm -f $(addprefix $(DESTDIR)$(LIBDIR)/libloss,.so .so.$(SO_VERSION) .so.$(VERSION) .a)
	rm -f $(addprefix $(DESTDIR)$(INCLUDEDIR)/,$(notdir $(HEADERS)) $(addprefix loss/,$(notdir $(CPP_HEADERS))))
	if [ -d $(DESTDIR)$(INCLUDEDIR)/loss ]; then rmdir --ignore-fail-on-non-empty $(DESTDIR)$(INCLUDEDIR)/loss; fi
	rm -f $(DESTDIR)$(PKGCONFIGDIR)/loss.pc
	rm -f $(addprefix $(DESTDIR)$(CMAKEDIR)/,lossConfig.cmake lossConfigVersion.cmake)
	if [ -d $(DESTDIR)$(CMAKEDIR) ]; then rmdir --ignore-fail-on-non-empty $(DESTDIR)$(CMAKEDIR); fi

dist: ## the archives of a release, with checksums, in build/dist
	ci/dist.sh

docs: library ## the book, in build/book, with its curves drawn anew; the Rust documentation, in target/doc
	ci/book.sh $(RELEASE)/libloss.so $(BUILD)/docs-venv $(BUILD)/book
	$(CARGO) doc --no-deps

docs-check: step-docs ## run the book's code, check its links and curves, and that loss.h leaves nothing undocumented

fmt: toolchain ## format the Rust sources
	$(CARGO) fmt --all
	$(CARGO) fmt --manifest-path fuzz/Cargo.toml

bits: $(BUILD)/bits-shared ## write tests/golden/bits.txt anew: bits were changed on purpose
	$(BUILD)/bits-shared >tests/golden/bits.txt

symbols: library ## write abi/symbols.txt anew: an export was added on purpose
	ci/symbols.sh --write $(RELEASE)/libloss.so

abi: ## write abi/libloss.abi anew: the ABI was changed on purpose
	ci/abi.sh --write

coverage: ## lines and branches that the tests run, and fail below 95 % of the lines
	ci/coverage.sh

size: library ## bytes per loss and instruction set, the largest units and functions, the stripped size
	ci/size.py $(RELEASE)/libloss.so $(RELEASE)/libloss.a

gen: toolchain ## regenerate header, exports and tables from losses/*.toml
	$(CARGO) xtask gen

clean: ## remove everything that was built
	$(CARGO) clean
	rm -rf $(BUILD)

# The parts of the targets above.

# With what makes the library panic where a test asks for it.
FEATURES := --features libloss/deliberate-panic

# A sentence instead of cargo's where it is missing or too old.
toolchain:
	@packaging/toolchain.sh $(CARGO)

# Programs look for the library by its SONAME, which cargo does not make a file of.
library: toolchain | $(BUILD)
	$(CARGO) build --release
	ln -sf libloss.so $(RELEASE)/libloss.so.$(SO_VERSION)
	@rm -f $(RECORD) && echo "$(abspath $(RELEASE))" >$(RECORD)

# Built before, or now. With RELEASE given to make it is there, and not to be built.
built:
	@if [ "$(origin RELEASE)" != "command line" ]; then \
		packaging/built.sh $(RECORD) $(RELEASE) >/dev/null || $(MAKE) --no-print-directory library; fi

accuracy-program: toolchain | $(BUILD)
	$(CARGO) build --release -p loss-accuracy
	if ci/venv.sh $(BUILD)/accuracy-venv mpmath; then \
		$(RELEASE)/loss-accuracy reference 100 >$(BUILD)/reference.txt && \
		$(ACCURACY_PYTHON) accuracy/reference.py <$(BUILD)/reference.txt; \
	else echo "SKIPPED: the reference against mpmath, which could not be installed"; fi

lint: toolchain
	$(CARGO) fmt --all --check
	$(CARGO) fmt --manifest-path fuzz/Cargo.toml --check
	$(CARGO) clippy --workspace --all-targets $(FEATURES) -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --workspace --no-deps
	ci/imports.sh

test-rust: toolchain
	$(CARGO) test --workspace $(FEATURES)

ctests: library $(addprefix $(BUILD)/,harness-shared harness-static harness-cpp-shared harness-cpp-static \
		quickstart-cpp bits-shared bits-static hosts-shared hosts-static)
	$(BUILD)/harness-shared
	$(BUILD)/harness-static
	$(BUILD)/harness-cpp-shared
	$(BUILD)/harness-cpp-static
	$(BUILD)/quickstart-cpp >/dev/null
	cp $(RELEASE)/libloss.so $(BUILD)/libloss-copy.so
	$(BUILD)/hosts-shared $(BUILD)/libloss-copy.so
	$(BUILD)/hosts-static $(BUILD)/libloss-copy.so
	ci/bits.sh $(BUILD)/bits-shared $(BUILD)/bits-static
	ci/symbols.sh $(RELEASE)/libloss.so
	ci/kernels.sh $(RELEASE)/libloss.so
	ci/units.sh $(RELEASE)/libloss.a

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

$(BUILD)/hosts.o: ctests/hosts.c FORCE | $(BUILD)
	$(CC) $(CFLAGS) -fopenmp -c $< -o $@

$(BUILD)/hosts-shared: $(HOSTS) library
	$(CC) $(HOSTS) -o $@ -fopenmp $(SHARED) -lpthread -ldl

$(BUILD)/hosts-static: $(HOSTS) library
	$(CC) $(HOSTS) -o $@ -fopenmp $(STATIC)

$(BUILD)/bits-shared: $(BITS) library
	$(CC) $(BITS) -o $@ $(SHARED)

$(BUILD)/bits-static: $(BITS) library
	$(CC) $(BITS) -o $@ $(STATIC)

$(BUILD)/harness-cpp-shared: $(BUILD)/harness-cpp.o library
	$(CXX) $< -o $@ $(SHARED)

$(BUILD)/harness-cpp-static: $(BUILD)/harness-cpp.o library
	$(CXX) $< -o $@ $(STATIC)

$(BUILD)/quickstart-cpp: examples/quickstart.cpp library | $(BUILD)
	$(CXX) $(CXXFLAGS) $< -o $@ $(SHARED)

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
