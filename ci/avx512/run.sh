#!/bin/bash
# Runs a program on an emulated processor with AVX-512, in a machine of its own: Bochs, Debian's kernel, the program and
# the libraries that it needs. Prints what the program prints; its status is the program's.
#
#   ci/avx512/run.sh FOLDER PROGRAM [ARGUMENT]...    FOLDER is for files, among them the kernel, fetched once
#
# As fast as a processor of about 100 MHz.
set -euo pipefail

sources=$(dirname "$(realpath "$0")")
folder=$(mkdir -p "$1" && realpath "$1")
program=$(realpath "$2")
shift 2

if ! ls "$folder"/kernel/boot/vmlinuz-* >/dev/null 2>&1; then
    package=$(apt-cache depends linux-image-cloud-amd64 | sed -n 's/.*Depends: \(linux-image-[0-9].*\)/\1/p' | head -n 1)
    (cd "$folder" && rm -f ./*.deb && apt-get -qq download "$package" 2>/dev/null && dpkg -x ./*.deb kernel)
fi

cd "$folder"
rm -rf root disc
mkdir -p root/dev root/proc disc
cc -O2 -Wall -Wextra -Werror -static "$sources/init.c" -o root/init
cp "$program" root/program
for library in $(ldd "$program" | grep -o '/[^ ]*'); do
    mkdir -p "root$(dirname "$library")"
    cp -L "$library" "root$library"
done
(cd root && find . | cpio --quiet -o -H newc | gzip -1) >disc/initrd.gz
cp kernel/boot/vmlinuz-* disc/vmlinuz
cp /usr/lib/ISOLINUX/isolinux.bin /usr/lib/syslinux/modules/bios/ldlinux.c32 disc
# Bochs gives another size for compacted XSAVE areas than the kernel computes, which would then do without AVX.
cat >disc/isolinux.cfg <<END
DEFAULT linux
LABEL linux
  KERNEL /vmlinuz
  APPEND initrd=/initrd.gz console=ttyS0 quiet noxsaves clearcpuid=xsavec mitigations=off -- program $*
END
xorriso -as mkisofs -quiet -o disc.iso -b isolinux.bin -c boot.cat -no-emul-boot -boot-load-size 4 -boot-info-table \
    disc 2>/dev/null
cat >machine <<END
romimage: file=/usr/share/bochs/BIOS-bochs-latest
vgaromimage: file=/usr/share/bochs/VGABIOS-lgpl-latest
cpu: model=corei7_skylake_x, ips=50000000
megs: 512
ata0-master: type=cdrom, path=disc.iso, status=inserted
boot: cdrom
com1: enabled=1, mode=file, dev=console.txt
com2: enabled=1, mode=file, dev=output.txt
display_library: rfb, options="timeout=0"
sound: waveoutdrv=dummy, waveindrv=dummy, midioutdrv=dummy
speaker: enabled=0
clock: sync=none
log: machine.log
panic: action=fatal
error: action=ignore
info: action=ignore
END
# Debian's has a debugger, which waits for a word.
echo continue >commands
: >console.txt
: >output.txt
bochs -q -f machine -rc commands </dev/null >bochs.txt 2>&1 || true
cat output.txt
status=$(tr -d '\r' <console.txt | sed -n 's/^status //p')
if [ "${status:-1}" != 0 ]; then
    tail -n 20 console.txt >&2
fi
exit "${status:-1}"
