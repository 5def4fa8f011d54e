hello-one = Hallo
hello-two = Dag
