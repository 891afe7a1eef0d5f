# Becomes systemd on a host of its own, whose files are this host's and go with it: $1 is the
# distribution to be installed in it, $2 the JDK. Called in namespaces of its own.
set -e
distribution=$1
jdk=$2
mount --make-rprivate /
mount -t tmpfs tmpfs /mnt
mkdir /mnt/upper /mnt/work /mnt/root
mount -t overlay overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work /mnt/root
cd /mnt/root
rm -rf opt/ringwall
cp -r "$distribution" opt/ringwall
rm -rf opt/ringwall/var
echo "JAVA_HOME=$jdk" >etc/default/ringwall
mount -t proc proc proc
mount -t sysfs sysfs sys
mount --rbind /sys/fs/cgroup sys/fs/cgroup
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=1777 tmpfs tmp
mount -t tmpfs -o mode=1777 tmpfs var/tmp
mount -t tmpfs -o mode=755 tmpfs dev
for node in 'null 1 3' 'zero 1 5' 'full 1 7' 'random 1 8' 'urandom 1 9' 'tty 5 0'; do
  # shellcheck disable=SC2086 # three words
  set -- $node
  mknod -m 666 "dev/$1" c "$2" "$3"
done
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=666 devpts dev/pts
mount -t tmpfs tmpfs dev/shm
ln -s pts/ptmx dev/ptmx
printf '[Unit]\nDescription=nothing but what every service needs\nRequires=sysinit.target\n' \
  >etc/systemd/system/bare.target
for unit in systemd-udevd.service systemd-udev-trigger.service systemd-udevd-control.socket \
  systemd-udevd-kernel.socket systemd-modules-load.service systemd-sysctl.service; do
  ln -sf /dev/null "etc/systemd/system/$unit"
done
mkdir former
pivot_root . former
umount -l /former
ip link set lo up
export container=other
exec /lib/systemd/systemd --system --unit=bare.target --log-target=console
