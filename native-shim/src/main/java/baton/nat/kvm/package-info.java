/** KVM as Linux documents it (Documentation/virt/kvm/api.rst): one class per kind of descriptor, plus structure layouts. */
package baton.nat.kvm;
