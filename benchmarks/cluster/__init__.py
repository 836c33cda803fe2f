"""Tarballs of a healthy cluster of any size: the lab's objects and kube-proxy rules in the files of a captured node."""
