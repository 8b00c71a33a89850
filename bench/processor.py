"""The name of this machine's processor, with its microarchitecture.

Virtual machines often give a placeholder as the model's name ("AMD EPYC", "Intel Xeon Processor"). Family and model
tell what it is. Server processors since 2015; others are told by their numbers.
"""

import platform

# Family; first and last model; first and last stepping.
AMD = (
    (23, 0x00, 0x0F, 0, 15, "Zen"),
    (23, 0x30, 0x3F, 0, 15, "Zen 2"),
    (25, 0x00, 0x0F, 0, 15, "Zen 3"),
    (25, 0x10, 0x1F, 0, 15, "Zen 4"),
    (25, 0xA0, 0xAF, 0, 15, "Zen 4c"),
    (26, 0x00, 0x0F, 0, 15, "Zen 5"),
    (26, 0x10, 0x1F, 0, 15, "Zen 5c"),
)
INTEL = (
    (6, 63, 63, 0, 15, "Haswell"),
    (6, 79, 79, 0, 15, "Broadwell"),
    (6, 86, 86, 0, 15, "Broadwell"),
    (6, 85, 85, 0, 4, "Skylake"),
    (6, 85, 85, 5, 9, "Cascade Lake"),
    (6, 85, 85, 10, 15, "Cooper Lake"),
    (6, 106, 106, 0, 15, "Ice Lake"),
    (6, 108, 108, 0, 15, "Ice Lake"),
    (6, 143, 143, 0, 15, "Sapphire Rapids"),
    (6, 207, 207, 0, 15, "Emerald Rapids"),
    (6, 173, 174, 0, 15, "Granite Rapids"),
    (6, 175, 175, 0, 15, "Sierra Forest"),
)
X86 = {"AuthenticAMD": AMD, "GenuineIntel": INTEL}
# Implementer and part.
ARM = {
    (0x41, 0xD08): "Cortex-A72",
    (0x41, 0xD0C): "Neoverse N1",
    (0x41, 0xD40): "Neoverse V1",
    (0x41, 0xD49): "Neoverse N2",
    (0x41, 0xD4F): "Neoverse V2",
    (0x41, 0xD84): "Neoverse V3",
    (0x41, 0xD8E): "Neoverse N3",
    (0x43, 0x0AF): "ThunderX2",
    (0x46, 0x001): "A64FX",
    (0x48, 0xD01): "Kunpeng 920",
    (0xC0, 0xAC3): "AmpereOne",
    (0xC0, 0xAC4): "AmpereOne",
}


def fields_of(cpuinfo):
    """The first processor of /proc/cpuinfo."""
    pairs = (line.split(":", 1) for line in cpuinfo.split("\n\n", 1)[0].splitlines() if ":" in line)
    return {name.strip(): value.strip() for name, value in pairs}


def name_of(fields, machine):
    if "CPU implementer" in fields:
        implementer, part = (int(fields[key], 0) for key in ("CPU implementer", "CPU part"))
        known = ARM.get((implementer, part))
        return f"{machine}, {known or f'implementer {implementer:#x} part {part:#x}'}"
    name = fields.get("model name", machine).replace("(R)", "").replace("(TM)", "")
    if "cpu family" not in fields or "model" not in fields:
        return name
    family, model, stepping = (int(fields.get(key, 0)) for key in ("cpu family", "model", "stepping"))
    numbers = f"family {family} model {model}"
    for of_family, first, last, lowest, highest, microarchitecture in X86.get(fields.get("vendor_id"), ()):
        if family == of_family and first <= model <= last and lowest <= stepping <= highest:
            return f"{name}, {microarchitecture} ({numbers})"
    return f"{name} ({numbers})"


def processor():
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            return name_of(fields_of(file.read()), platform.machine())
    except OSError:
        return platform.machine()


def check():
    """What machines say, and the names that this must give."""
    def x86(vendor, name, family, model, stepping):
        text = f"processor\t: 0\nvendor_id\t: {vendor}\ncpu family\t: {family}\nmodel\t\t: {model}\n"
        text += f"model name\t: {name}\nstepping\t: {stepping}\n\nprocessor\t: 1\nmodel name\t: other\n"
        return name_of(fields_of(text), "x86_64")

    assert x86("AuthenticAMD", "AMD EPYC", 26, 2, 1) == "AMD EPYC, Zen 5 (family 26 model 2)"
    assert x86("AuthenticAMD", "AMD EPYC", 25, 1, 1) == "AMD EPYC, Zen 3 (family 25 model 1)"
    assert x86("GenuineIntel", "Intel(R) Xeon(R) Processor", 6, 143, 8).startswith("Intel Xeon Processor, Sapphire Rapids")
    assert x86("GenuineIntel", "Xeon", 6, 85, 4) == "Xeon, Skylake (family 6 model 85)"
    assert x86("GenuineIntel", "Xeon", 6, 85, 7) == "Xeon, Cascade Lake (family 6 model 85)"
    assert x86("GenuineIntel", "Xeon", 6, 167, 1) == "Xeon (family 6 model 167)"
    arm = "processor\t: 0\nCPU implementer\t: 0x41\nCPU part\t: 0xd4f\n"
    assert name_of(fields_of(arm), "aarch64") == "aarch64, Neoverse V2"
    assert name_of({}, "riscv64") == "riscv64"


if __name__ == "__main__":
    check()
    print(processor())
