#!/bin/sh
# Makes the disk images under crates/extract/tests/disks anew. Needs root (mounts NTFS through FUSE) and
# qemu-utils ntfs-3g dosfstools mtools e2fsprogs fdisk attr xz-utils.
set -eu
out=$(realpath "${1:-crates/extract/tests/disks}")
work=$(mktemp -d)
trap 'umount "$work/mounted" 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"
export SOURCE_DATE_EPOCH=1721037600
when=202407151000

lines() { for n in $(seq "$1"); do printf '%05d,name of nobody %05d,%s\n' "$n" "$n" "$2"; done; }

# NTFS: a short file within its record, a long one, one compressed by the file system, one with a hole, one in a
# folder that fills an index, a stub.
truncate -s 4M ntfs
mkntfs -F -Q -q -c 4096 -L files ntfs >/dev/null 2>&1
mkdir mounted
ntfs-3g -o compression ntfs mounted
printf 'short,row\n1,2\n' > mounted/short.csv
lines 500 long > mounted/long.csv
mkdir mounted/packed mounted/名簿
setfattr -h -v 0x00080000 -n system.ntfs_attrib mounted/packed
lines 3000 packed > mounted/packed/packed.csv
truncate -s 200k mounted/hole.bin
printf 'after the hole' >> mounted/hole.bin
for n in $(seq 40); do printf 'member %s\n' "$n" > "mounted/名簿/会員番号の名簿その$n.txt"; done
truncate -s 5000 mounted/elsewhere.csv
find mounted -exec touch -h -m -t $when {} +
# A stub of the kind that deduplication leaves.
setfattr -h -v 0x13000080080000000102030405060708 -n system.ntfs_reparse_data mounted/elsewhere.csv
umount mounted

# FAT: long names, a folder in a folder.
truncate -s 2M fat
mkfs.fat -F 12 -n PAPERS --invariant fat >/dev/null
mkdir -p tree/orders/2024
lines 300 fat > tree/orders/2024/見積書.csv
printf 'plain\n' > tree/README.TXT
find tree -exec touch -m -t $when {} +
mcopy -s -m -i fat tree/* ::

# ext4: a file of extents, a link, a folder.
truncate -s 3M ext
mkdir -p root/srv/staff
lines 1000 ext > root/srv/staff/danh-sách.csv
ln -s /etc/passwd root/link
find root -exec touch -h -m -t $when {} +
mke2fs -q -t ext4 -m 0 -O ^has_journal,^metadata_csum_seed -U 11111111-2222-3333-4444-555555555555 -E hash_seed=11111111-2222-3333-4444-555555555555 -d root ext

# A disk of four partitions; the last is encrypted.
truncate -s 12M disk.img
sfdisk -q disk.img <<TABLE
label: gpt
label-id: 11111111-2222-3333-4444-555555555555
start=2048, size=8192, type=EBD0A0A2-B9E5-4433-87C0-68B6B72699C7
start=10240, size=4096, type=EBD0A0A2-B9E5-4433-87C0-68B6B72699C7
start=14336, size=6144, type=0FC63DAF-8483-4772-8E79-3D69D8477DE4
start=20480, size=2048, type=0FC63DAF-8483-4772-8E79-3D69D8477DE4
TABLE
dd if=ntfs of=disk.img bs=512 seek=2048 conv=notrunc status=none
dd if=fat of=disk.img bs=512 seek=10240 conv=notrunc status=none
dd if=ext of=disk.img bs=512 seek=14336 conv=notrunc status=none
printf 'LUKS\272\276' | dd of=disk.img bs=512 seek=20480 conv=notrunc status=none

# NTFS with large clusters on a disk that held something else: a folder of many records, space that was never written.
head -c 16M /dev/zero | tr '\0' 'x' > wide.img
mkntfs -F -Q -q -c 65536 wide.img >/dev/null 2>&1
ntfs-3g wide.img mounted
mkdir mounted/many
for n in $(seq 200); do printf 'member %s\n' "$n" > "mounted/many/a name that fills the record of an index $n.txt"; done
printf 'written' > mounted/reserved.bin
find mounted -exec touch -h -m -t $when {} +
umount mounted
ntfsfallocate -q -f -l 100000 wide.img reserved.bin

# An old partition table: one primary partition, two logical ones.
truncate -s 8M mbr.img
sfdisk -q mbr.img <<TABLE
label: dos
label-id: 0x11111111
start=64, size=4096, type=6
start=4160, size=12000, type=5
start=4224, size=4096, type=6
start=8448, size=4096, type=6
TABLE
for start in 64 4224 8448; do dd if=fat of=mbr.img bs=512 seek=$start conv=notrunc status=none; done

# The same disk in every image.
qemu-img convert -O vpc -o subformat=dynamic mbr.img disk.vhd
qemu-img convert -O vpc -o subformat=fixed mbr.img fixed.vhd
qemu-img convert -O vhdx mbr.img disk.vhdx
qemu-img convert -O vmdk mbr.img disk.vmdk
qemu-img convert -O vmdk -o subformat=streamOptimized mbr.img stream.vmdk
qemu-img convert -O qcow2 mbr.img disk.qcow2
qemu-img convert -O qcow2 -c mbr.img packed.qcow2
qemu-img convert -O qcow2 -c -o compression_type=zstd mbr.img zstd.qcow2
qemu-img create -q -f qcow2 -b disk.qcow2 -F qcow2 child.qcow2

mkdir -p "$out"
for image in disk.img wide.img disk.vhd fixed.vhd disk.vhdx disk.vmdk stream.vmdk disk.qcow2 packed.qcow2 zstd.qcow2 child.qcow2 mbr.img; do
    xz -c --delta=dist=2 --lzma2=preset=9e "$image" > "$out/$image.xz"
done
